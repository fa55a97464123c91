import type { OperationSummary } from '../../api/types.ts';
import { LifecycleChip } from '../../marks/Chip.tsx';
import { DataWords } from '../../marks/DataChips.tsx';
import { MethodPath } from '../../marks/MethodPath.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { isUsual } from '../../words/lifecycle.ts';
import { share, short } from '../../words/numbers.ts';
import { AuthWords } from './columns.tsx';

/** A row in two lines. */
export function PhoneRow({ operation }: { readonly operation: OperationSummary }) {
  return (
    <div className="phone-row" role="gridcell">
      <Slats lit={operation.sources} />
      <span className="phone-row-path">
        <MethodPath method={operation.method} path={operation.path} />
      </span>
      <span className="phone-row-count number">{short(operation.count)}</span>
      <span className="phone-row-words">
        {isUsual(operation.lifecycle) ? null : <LifecycleChip lifecycle={operation.lifecycle} />}
        <AuthWords operation={operation} />
        <DataWords ids={operation.dataClasses.map(({ id }) => id)} />
      </span>
      <span className="phone-row-errors number">
        {operation.errors === 0 ? '' : `${share(operation.errors, operation.count)} errors`}
      </span>
    </div>
  );
}
