import { useDataClasses } from '../api/queries.ts';
import { Chip } from './Chip.tsx';

/** Data classes as chips, the restricted ones first and with a diamond. */
export function DataChips({ ids, most = 6 }: { readonly ids: readonly string[]; readonly most?: number }) {
  const classes = useDataClasses();
  const sorted = classes.sort(ids);
  return (
    <>
      {sorted.slice(0, most).map((id) => (
        <Chip
          key={id}
          tone={classes.sensitivity(id) === 'restricted' ? 'restricted' : 'quiet'}
          title={classes.describe(id)}
        >
          {classes.title(id)}
        </Chip>
      ))}
      {sorted.length > most ? <Chip tone="quiet">{`${sorted.length - most} more`}</Chip> : null}
    </>
  );
}

/** Data classes as words, for table cells: the restricted ones strong. */
export function DataWords({ ids, most = 2 }: { readonly ids: readonly string[]; readonly most?: number }) {
  const classes = useDataClasses();
  if (ids.length === 0) return <span className="quietest">none seen</span>;
  const sorted = classes.sort(ids);
  return (
    <span className="data-words" title={sorted.map((id) => classes.title(id)).join(', ')}>
      {sorted.slice(0, most).map((id, at) => (
        <span key={id}>
          {at === 0 ? '' : ', '}
          {classes.sensitivity(id) === 'restricted' ? <b>{classes.title(id)}</b> : classes.title(id)}
        </span>
      ))}
      {sorted.length > most ? <span className="quietest"> +{sorted.length - most}</span> : null}
    </span>
  );
}
