import { Link } from '@tanstack/react-router';
import type { ActorDetail } from '../../api/types.ts';
import { Ago } from '../../marks/Ago.tsx';
import { MethodPath } from '../../marks/MethodPath.tsx';
import { VerdictBar } from '../../marks/Verdict.tsx';
import { count, share } from '../../words/numbers.ts';

/** Operations it calls, the busiest first. */
export function Calls({ actor }: { readonly actor: ActorDetail }) {
  const calls = actor.calls.toSorted((a, b) => b.count - a.count);
  const most = calls[0]?.count ?? 1;
  return (
    <div className="plate clip">
      <table className="table calls-table" aria-label="Operations it calls">
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" className="end">
              Requests
            </th>
            <th scope="col" className="actor-bar-cell">
              <span className="unseen">Verdicts</span>
            </th>
            <th scope="col" className="end">
              Errors
            </th>
            <th scope="col">Seen</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.operationId} className="actor-row calls-row">
              <th scope="row">
                <Link
                  to="/inventory/$operationId"
                  params={{ operationId: call.operationId }}
                  className="row-link"
                >
                  <MethodPath method={call.method} path={call.path} />
                </Link>
              </th>
              <td className="number end">{count(call.count)}</td>
              <td className="actor-bar-cell">
                <span className="thin actor-bar">
                  <VerdictBar
                    counts={{ allowed: call.count - call.blocked, flagged: 0, blocked: call.blocked }}
                    of={most}
                    root
                  />
                </span>
              </td>
              <td className={`number end calls-errors ${call.errors === 0 ? 'quietest' : ''}`}>
                {share(call.errors, call.count)}
              </td>
              <td className="quiet calls-seen">
                <Ago atMs={call.lastSeenMs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
