/** The guards, in the order in which they judge. */
import type { ServiceConfig } from '../../config/service.ts';
import bodySize from './body-size.ts';
import type { GuardView, Objection } from './guard.ts';
import methodAllowlist from './method-allowlist.ts';

/** All guards; nothing registers itself. */
export const guards = [methodAllowlist, bodySize] as const;

/** A guard with its options, for one service. */
export interface ArmedGuard {
  readonly id: string;
  readonly mode: 'observe' | 'enforce';
  judge(view: GuardView): Objection | null;
}

export interface ArmedGuards {
  readonly header: readonly ArmedGuard[];
  readonly body: readonly ArmedGuard[];
}

/** The guards that are on for a service, in order. */
export function armGuards(options: ServiceConfig['guards']): ArmedGuards {
  const header: ArmedGuard[] = [];
  const body: ArmedGuard[] = [];
  for (const guard of guards) {
    const chosen = options[guard.id as keyof typeof options];
    if (chosen.mode === 'off') continue;
    const judge = guard.judge as (view: GuardView, chosen: unknown) => Objection | null;
    const armed: ArmedGuard = { id: guard.id, mode: chosen.mode, judge: (view) => judge(view, chosen) };
    if (guard.phases.includes('header')) header.push(armed);
    if (guard.phases.includes('body')) body.push(armed);
  }
  return { header, body };
}
