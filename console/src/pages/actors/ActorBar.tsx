import type { ActorSummary } from '../../api/types.ts';
import { VerdictBar } from '../../marks/Verdict.tsx';

/** An actor's share of the traffic, to the scale of the busiest. */
export function ActorBar({ actor, most }: { readonly actor: ActorSummary; readonly most: number }) {
  return (
    <span className="thin actor-bar">
      <VerdictBar
        counts={{ allowed: actor.count - actor.blocked, flagged: 0, blocked: actor.blocked }}
        of={most}
        root
      />
    </span>
  );
}
