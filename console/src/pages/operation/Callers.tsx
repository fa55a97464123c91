import { Link } from '@tanstack/react-router';
import type { OperationDetail } from '../../api/types.ts';
import { VerdictBar } from '../../marks/Verdict.tsx';
import { count } from '../../words/numbers.ts';
import { evidenceWord } from '../../words/words.ts';

const callersMax = 12;

/** Who calls, with bars to one scale. */
export function Callers({ operation }: { readonly operation: OperationDetail }) {
  const callers = operation.callers.toSorted((a, b) => b.count - a.count).slice(0, callersMax);
  const most = callers[0]?.count ?? 1;
  if (callers.length === 0) return <p className="quiet">Nobody has called it yet.</p>;
  return (
    <ul className="callers">
      {callers.map((caller) => (
        <li key={caller.actorId}>
          <Link to="/actors/$actorId" params={{ actorId: caller.actorId }} className="caller">
            <span className="caller-line">
              <span className="caller-name">
                <b>{caller.actor.label}</b>{' '}
                <span className="quietest">{evidenceWord(caller.actor.evidence)}</span>
              </span>
              <span className="number">{count(caller.count)}</span>
            </span>
            <span className="thin">
              <VerdictBar
                counts={{ allowed: caller.count - caller.blocked, flagged: 0, blocked: caller.blocked }}
                of={most}
              />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
