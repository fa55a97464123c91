import { Link } from '@tanstack/react-router';
import type { ActorSummary } from '../../api/types.ts';
import { Ago } from '../../marks/Ago.tsx';
import { Chip } from '../../marks/Chip.tsx';
import { ActorBar } from './ActorBar.tsx';
import { count, share } from '../../words/numbers.ts';
import { evidenceWord } from '../../words/words.ts';

/** Actors in a table; a row leads to the actor's page. */
export function ActorTable({ actors }: { readonly actors: readonly ActorSummary[] }) {
  const most = Math.max(1, ...actors.map((actor) => actor.count));
  return (
    <div className="plate clip">
      <table className="table actor-table" aria-label="Actors">
        <thead>
          <tr>
            <th scope="col">Actor</th>
            <th scope="col">Kind</th>
            <th scope="col">Told by</th>
            <th scope="col" className="end">
              Requests
            </th>
            <th scope="col" className="actor-bar-cell">
              <span className="unseen">Verdicts</span>
            </th>
            <th scope="col" className="end">
              Errors
            </th>
            <th scope="col" className="end">
              Operations
            </th>
            <th scope="col">Networks</th>
            <th scope="col">Seen</th>
          </tr>
        </thead>
        <tbody>
          {actors.map((actor) => (
            <tr key={actor.id} className="actor-row">
              <th scope="row" className="actor-name">
                <Link to="/actors/$actorId" params={{ actorId: actor.id }} className="row-link">
                  {actor.label}
                </Link>
                <span className="quietest actor-group">{actor.group === actor.kind ? '' : actor.group}</span>
              </th>
              <td className="actor-kind">
                <Chip tone={actor.kind === 'anonymous' || actor.kind === 'unknown' ? 'orphan' : 'plain'}>
                  {actor.kind}
                </Chip>
              </td>
              <td className="quiet actor-evidence" title={`${share(actor.confidence, 1)} sure`}>
                {evidenceWord(actor.evidence)}
              </td>
              <td className="number end actor-count">{count(actor.count)}</td>
              <td className="actor-bar-cell">
                <ActorBar actor={actor} most={most} />
              </td>
              <td className={`number end actor-errors ${actor.errors === 0 ? 'quietest' : ''}`}>
                {share(actor.errors, actor.count)}
              </td>
              <td className="number end actor-operations">{actor.operations}</td>
              <td className="quiet actor-networks" title={actor.networks.join(', ')}>
                {actor.networks[0] ?? ''}
                {actor.networks.length > 1 ? ` +${actor.networks.length - 1}` : ''}
              </td>
              <td className="quiet actor-seen">
                <Ago atMs={actor.lastSeenMs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
