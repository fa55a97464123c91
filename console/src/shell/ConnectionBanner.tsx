import './banner.css';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useApi } from '../api/context.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../marks/Icon.tsx';
import { useNow } from '../marks/useNow.ts';
import { span } from '../words/time.ts';

/** Says that the hub is silent, since when, and that the numbers stand still. */
export function ConnectionBanner() {
  const { connection } = useApi();
  const lost = useSyncExternalStore(connection.subscribe, connection.lostSinceMs);
  const queries = useQueryClient();
  const now = useNow();
  if (lost === null) return null;
  return (
    <div className="banner" role="status">
      <Icon name="pulse" />
      <span className="banner-text">
        No connection to the hub for {span(Math.max(1_000, now - lost))}. Numbers stand still.
      </span>
      <Button onClick={() => void queries.invalidateQueries()}>Try again</Button>
    </div>
  );
}
