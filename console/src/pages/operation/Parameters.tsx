import type { OperationDetail } from '../../api/types.ts';
import { DataChips } from '../../marks/DataChips.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { count, share } from '../../words/numbers.ts';
import { classesOf, shapeWord } from '../../words/shape.ts';
import { formatWord } from '../../words/words.ts';

const order = ['path', 'query', 'header', 'cookie', 'form', 'body'];

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
            <th scope="col">Required</th>
            <th scope="col">Found in</th>
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
              <td>{typeWord(one.type, one.shape)}</td>
              <td>
                {one.required ? 'yes' : 'no'} <span className="quietest">{`says ${one.requiredFrom}`}</span>
              </td>
              <td>
                <Slats lit={one.sources} />
              </td>
              <td>
                <span className="chips">
                  <DataChips ids={classesOf(one.shape)} />
                </span>
              </td>
              <td className="number">
                {one.count === 0
                  ? 'not seen'
                  : one.count >= operation.count
                    ? 'always'
                    : share(one.count, operation.count)}
              </td>
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

/** `string:uuid` -> `uuid`; what is not told is taken from what was seen. */
function typeWord(type: string, shape: unknown): string {
  if (type === 'unknown') return shapeWord(shape);
  const [base = '', format] = type.split(/:(.*)/s);
  return format === undefined || format === '' ? base : `${formatWord(format)} (${base})`;
}
