import './exchange-panel.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useApi } from '../api/context.ts';
import { Button } from '../controls/Button.tsx';
import { Failure } from '../states/Failure.tsx';
import { Skeleton } from '../states/Skeleton.tsx';
import { ExchangeFacts } from './ExchangeFacts.tsx';

/** One exchange at the side of the page it was opened from; its id stands in the address. */
export function ExchangePanel() {
  const { exchange: id } = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const panel = useRef<HTMLElement>(null);
  const close = (): void =>
    void navigate({
      to: '.',
      search: (before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'exchange')),
    });
  const latest = useRef(close);
  useLayoutEffect(() => {
    latest.current = close;
  });

  useEffect(() => {
    if (id === undefined) return undefined;
    const from = document.activeElement;
    panel.current?.focus();
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) latest.current();
    };
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('keydown', key);
      if (from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [id]);

  if (id === undefined) return null;
  return (
    <aside ref={panel} className="exchange-panel" aria-label="Exchange" tabIndex={-1}>
      <header className="exchange-panel-head">
        <span className="quietest">Exchange</span>
        <Button icon="cross" label="Close the exchange" onClick={close} />
      </header>
      <Body id={id} />
    </aside>
  );
}

function Body({ id }: { readonly id: string }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ['exchange', id],
    queryFn: ({ signal }) => api.read('/exchanges/{id}', { id, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data !== undefined) return <ExchangeFacts exchange={data} />;
  if (error !== null)
    return (
      <Failure
        error={error}
        onRetry={() => void refetch()}
        still="It may have been dropped by retention. The rest of the page is not touched."
      />
    );
  return <Skeleton rows={8} says="Reading the exchange" />;
}
