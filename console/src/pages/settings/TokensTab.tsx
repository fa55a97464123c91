import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/context.ts';
import { useMay } from '../../api/session.ts';
import { Button } from '../../controls/Button.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Chip } from '../../marks/Chip.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { utc } from '../../words/time.ts';
import { NeedsRole } from './NeedsRole.tsx';
import { NewToken } from './NewToken.tsx';

/** Who may sign in, and how long. */
export function TokensTab() {
  const api = useApi();
  const may = useMay('admin');
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => api.read('/tokens', { signal }),
    enabled: may,
  });
  if (!may) return <NeedsRole what="The list of access tokens" needs="admin" />;
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={4} says="Reading tokens" />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  return (
    <>
      <NewToken />
      <div className="plate scroll-x">
        <table className="table" aria-label="Access tokens">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">State</th>
              <th scope="col">Made</th>
              <th scope="col">Expires</th>
              <th scope="col">
                <span className="unseen">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((token) => (
              <tr key={token.id} className={token.state === 'active' ? '' : 'faded'}>
                <th scope="row">
                  <b>{token.name}</b>
                </th>
                <td>{token.role}</td>
                <td>
                  <Chip tone={token.state === 'active' ? 'plain' : 'zombie'}>{token.state}</Chip>
                </td>
                <td className="quiet">
                  <Ago atMs={token.createdMs} />
                </td>
                <td className="quiet number">
                  {token.expiresMs === null ? 'never' : utc(token.expiresMs).slice(0, 10)}
                </td>
                <td className="end">
                  {token.state === 'active' ? <Revoke id={token.id} name={token.name} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Revoke({ id, name }: { readonly id: string; readonly name: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.write('delete', '/tokens/{id}', { id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  if (revoke.error !== null) return <span role="alert">{revoke.error.message}</span>;
  if (!sure)
    return (
      <Button aria-label={`Revoke ${name}`} onClick={() => setSure(true)}>
        Revoke
      </Button>
    );
  return (
    <span className="row-acts">
      <span className="quiet">Its sessions end, too.</span>
      <Button disabled={revoke.isPending} onClick={() => revoke.mutate()}>
        Revoke now
      </Button>
      <Button onClick={() => setSure(false)}>Keep</Button>
    </span>
  );
}
