/** Full names of what comes from other crates. */
import type { Value } from '../../../machine/values.ts';

/**
 * The full name of something of another crate, with dots; null for other values.
 *
 * @example
 * crateName(value) // 'axum.routing.get', whether `axum::routing` or `get` was imported
 */
export const crateName = (value: Value): string | null =>
  value.t === 'external'
    ? [value.from.replaceAll('::', '.'), value.name].filter((part) => part !== '').join('.')
    : null;

/** The last part of a name with dots or colons. */
export const lastPart = (name: string): string => name.split(/\.|::/).at(-1) ?? name;
