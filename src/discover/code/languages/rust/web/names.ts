/** Full names of what comes from other crates. */
import type { Machine } from '../../../machine/machine.ts';
import type { CallSite, External, Value } from '../../../machine/values.ts';

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

/**
 * The full name of what is called. A name that nobody declares comes from a crate of which the file takes all names (`use actix_web::web::*`);
 * `crate` says which crate would have it.
 */
export function calledName(callee: External, crate: string, site: CallSite, machine: Machine): string {
  const name = crateName(callee) ?? '';
  if (callee.from !== '') return name;
  const whole = machine.project.modules
    .get(site.file)
    ?.body.find(
      (stmt) =>
        stmt.t === 'import' &&
        stmt.names.some(({ as }) => as === '*') &&
        (stmt.from === crate || stmt.from.startsWith(`${crate}::`)),
    );
  return whole?.t === 'import' ? `${whole.from.replaceAll('::', '.')}.${name}` : name;
}
