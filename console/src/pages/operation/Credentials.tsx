import type { OperationDetail } from '../../api/types.ts';
import { Sign } from '../../marks/Sign.tsx';
import { authWord } from '../../words/words.ts';
import { plural, share } from '../../words/numbers.ts';

/** What callers showed, and whether showing nothing is answered, too. */
export function Credentials({ operation }: { readonly operation: OperationDetail }) {
  const kinds = operation.auth.filter((kind) => kind !== 'none');
  const free = operation.anonymousSuccesses;
  return (
    <ul className="lines">
      {kinds.map((kind, at) => (
        <li key={kind}>
          <span>{authWord(kind)}</span>
          <span className="quietest">{at === 0 && kinds.length > 1 ? 'the strongest' : 'seen'}</span>
        </li>
      ))}
      {free > 0 ? (
        <li>
          <span className="with-sign">
            <Sign gravity={kinds.length > 0 ? 'high' : 'low'} /> {plural(free, 'answer')} without a credential
          </span>
          <span className="number">{share(free, operation.count)}</span>
        </li>
      ) : (
        <li className="quiet">No answer was given without a credential.</li>
      )}
    </ul>
  );
}
