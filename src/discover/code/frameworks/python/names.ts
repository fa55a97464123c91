/** Names of things that are imported in Python, whatever the form of the import. */
import type { External, Value } from '../../machine/values.ts';

/** `rest_framework.routers.DefaultRouter`, whether `from rest_framework import routers` or `from rest_framework.routers import DefaultRouter`. */
export const fullName = (value: External): string =>
  [value.from, value.name].filter((part) => part !== '').join('.');

/** The last part of a name: `DefaultRouter`. */
export const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The top package: `rest_framework`. */
export const packageName = (name: string): string => name.split('.', 1)[0] ?? name;

/** Full name of what is external, or of what a call to something external gave. */
export function externalName(value: Value): string | null {
  if (value.t === 'external') return fullName(value);
  if (value.t === 'result') return externalName(value.callee);
  if (value.t === 'member') {
    const of = externalName(value.of);
    return of === null ? null : `${of}.${value.name}`;
  }
  return null;
}
