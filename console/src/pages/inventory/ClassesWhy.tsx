import { useDataClasses } from '../../api/queries.ts';
import type { OperationSummary } from '../../api/types.ts';
import { Why } from '../../controls/Why.tsx';
import { count, share } from '../../words/numbers.ts';

/** Which exchanges carried which class, and how sure that is. */
export function ClassesWhy({ operation }: { readonly operation: OperationSummary }) {
  const classes = useDataClasses();
  const byId = new Map(operation.dataClasses.map((one) => [one.id, one]));
  return (
    <Why of="this data">
      <dl className="why-parts">
        {classes.sort([...byId.keys()]).map((id) => {
          const found = byId.get(id);
          if (found === undefined) return null;
          return [
            <dt key={`${id} count`} className="number">
              {count(found.count)}
            </dt>,
            <dd key={id}>
              <b>{classes.title(id)}</b> in {found.in.join(' and ')}, {share(found.confidence, 1)} sure
            </dd>,
          ];
        })}
      </dl>
      <p className="why-rule">
        Of {count(operation.count)} exchanges. Values are judged by their form and check digits and never
        kept.
      </p>
    </Why>
  );
}
