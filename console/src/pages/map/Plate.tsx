import type { OperationSummary } from '../../api/types.ts';
import { Sign } from '../../marks/Sign.tsx';
import { Method, Path } from '../../marks/MethodPath.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { plural, short } from '../../words/numbers.ts';
import { gravityOf } from './insights.ts';
import type { PlateRow } from './rows.ts';

/** What stands on an operation's plate. */
export function OperationPlate({
  operation,
  sensitive,
}: {
  readonly operation: OperationSummary;
  readonly sensitive: (id: string) => boolean;
}) {
  const gravity = gravityOf(operation, sensitive);
  return (
    <>
      <Slats lit={operation.sources} />
      <Method method={operation.method} />
      <Path path={operation.path} />
      {gravity === null ? null : <Sign gravity={gravity} />}
      <span className="plate-count number">
        {operation.count === 0 ? 'no calls' : short(operation.count)}
      </span>
    </>
  );
}

/** What stands on a folded resource's plate. */
export function FoldPlate({ row }: { readonly row: Extract<PlateRow, { readonly kind: 'fold' }> }) {
  return (
    <>
      <span className="plate-fold">{row.title}</span>
      {row.title.endsWith(' more') ? null : (
        <span className="quietest">{plural(row.operations.length, 'operation')}</span>
      )}
      <span className="plate-count number">{short(row.count)}</span>
    </>
  );
}
