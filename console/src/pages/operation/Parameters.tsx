import type { OperationDetail } from '../../api/types.ts';
import { DataChips } from '../../marks/DataChips.tsx';
import { count, share } from '../../words/numbers.ts';
import { classesOf, shapeWord } from '../../words/shape.ts';

const order = ['path', 'query', 'header', 'cookie', 'form'];

/** Parameters as learned, by place. */
export function Parameters({ operation }: { readonly operation: OperationDetail }) {
  const sorted = operation.parameters.toSorted(
    (a, b) => order.indexOf(a.in) - order.indexOf(b.in) || b.count - a.count,
  );
  return (
    <div className="plate scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In</th>
            <th scope="col">Type</th>
            <th scope="col">Data</th>
            <th scope="col">Presence</th>
            <th scope="col" className="end">
              Distinct
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <tr key={`${one.in} ${one.name}`}>
              <th scope="row">
                <code>{one.name}</code>
              </th>
              <td className="quiet">{one.in}</td>
              <td>{shapeWord(one.shape)}</td>
              <td>
                <span className="chips">
                  <DataChips ids={classesOf(one.shape)} />
                </span>
              </td>
              <td className="number">{one.required ? 'always' : share(one.count, operation.count)}</td>
              <td className="number end">
                {one.distinct === undefined ? '' : `${one.distinct > 1_000 ? '~' : ''}${count(one.distinct)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
