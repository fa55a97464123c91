/** What the hooks of the Django model share during a run. */
import type { Machine } from '../../machine/machine.ts';
import type { RouteScope, Value } from '../../machine/values.ts';
import type { PathPattern } from '../../routes/template.ts';

export const id = 'django';

/** A viewset that was registered with a router. */
export interface Registered {
  readonly scope: RouteScope;
  readonly prefix: PathPattern;
  readonly viewset: Value;
  readonly file: string;
  readonly line: number;
}

/** Registrations so far; they are read when all files have run. */
export const registeredOf = (machine: Machine): Registered[] =>
  machine.notes(`${id} registered`, (): Registered[] => []);
