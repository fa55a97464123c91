import { Link, useParams, useRouterState } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.ts';
import { places, within } from './places.ts';

/** The way to this page. */
export function Crumbs() {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const group = places.find(({ items }) => items.some((item) => within(pathname, item.to)));
  const item = group?.items.find(({ to }) => within(pathname, to));
  if (group === undefined || item === undefined) {
    return (
      <ol className="crumbs" aria-label="You are here">
        <li>
          <span>{within(pathname, '/settings') ? 'Settings' : 'Heliostat'}</span>
        </li>
      </ol>
    );
  }
  const deeper = pathname !== item.to;
  return (
    <ol className="crumbs" aria-label="You are here">
      <li className="crumbs-group">{group.title}</li>
      <li>{deeper ? <Link to={item.to}>{item.title}</Link> : <span>{item.title}</span>}</li>
      {deeper ? (
        <li>
          <Last />
        </li>
      ) : null}
    </ol>
  );
}

const besides: Readonly<Record<string, string>> = {
  '/inventory/components': 'Components',
  '/inventory/third-parties': 'Third parties',
  '/inventory/drift': 'Drift',
  '/inventory/read': 'What was read',
};

function Last() {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { operationId, actorId } = useParams({ strict: false });
  const api = useApi();
  const operation = useQuery({
    queryKey: ['operation', operationId],
    queryFn: ({ signal }) => api.read('/operations/{id}', { id: operationId ?? '', signal }),
    enabled: operationId !== undefined,
  });
  const actor = useQuery({
    queryKey: ['actor', actorId],
    queryFn: ({ signal }) => api.read('/actors/{id}', { id: actorId ?? '', signal }),
    enabled: actorId !== undefined,
  });
  const beside = besides[pathname];
  if (beside !== undefined) return <span>{beside}</span>;
  if (operation.data !== undefined) return <span>{`${operation.data.method} ${operation.data.path}`}</span>;
  return <span>{actor.data?.label ?? '…'}</span>;
}
