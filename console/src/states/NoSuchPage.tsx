import { Link } from '@tanstack/react-router';
import { Empty } from './Empty.tsx';

/** The address leads nowhere. */
export function NoSuchPage() {
  return (
    <div className="page">
      <Empty
        title="There is no such page"
        actions={
          <Link className="control" to="/map">
            Go to the map
          </Link>
        }
      >
        The address may be of a newer Heliostat, or mistyped.
      </Empty>
    </div>
  );
}

/** The thing that an address names is not there (any more). */
export function NoSuchThing({
  what,
  to,
  back,
}: {
  readonly what: string;
  readonly to: '/inventory' | '/actors';
  readonly back: string;
}) {
  return (
    <div className="page">
      <Empty
        title={`There is no such ${what}`}
        actions={
          <Link className="control" to={to}>
            {back}
          </Link>
        }
      >
        It may have been folded into another or dropped by retention since the address was made.
      </Empty>
    </div>
  );
}
