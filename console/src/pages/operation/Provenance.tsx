import type { OperationDetail } from '../../api/types.ts';
import { Slats } from '../../marks/Slats.tsx';
import { share } from '../../words/numbers.ts';
import { sources } from '../../words/sources.ts';

const others: Readonly<Record<string, string>> = {
  hand: 'by hand',
  names: 'from names',
  none: 'not told',
};

/** Where the value of each field is from, and how sure it is. */
export function Provenance({ operation }: { readonly operation: OperationDetail }) {
  return (
    <div className="plate scroll-x">
      <table className="table provenance">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">From</th>
            <th scope="col" className="end">
              Sure
            </th>
            <th scope="col">What says so</th>
          </tr>
        </thead>
        <tbody>
          {operation.provenance.map((one) => (
            <tr key={one.field}>
              <th scope="row">{one.field}</th>
              <td>
                <span className="evidence-source">
                  <Slats lit={sources.filter((source) => source === one.source)} />
                  {others[one.source] ?? one.source}
                </span>
              </td>
              <td className="number end">{one.confidence === 0 ? '' : share(one.confidence, 1)}</td>
              <td className="quiet provenance-why">{one.explanation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
