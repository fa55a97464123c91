import { Button } from '../../controls/Button.tsx';
import { Icon } from '../../marks/Icon.tsx';
import { useNow } from '../../marks/useNow.ts';
import type { useLiveFeed } from '../../api/live.ts';
import { span } from '../../words/time.ts';

/** Says that the feed is lost, since when, and that it is tried again. */
export function FeedBanner({ feed }: { readonly feed: ReturnType<typeof useLiveFeed> }) {
  const now = useNow();
  if (feed.state.is !== 'lost') return null;
  return (
    <div className="banner live-banner" role="status">
      <Icon name="pulse" />
      <span className="banner-text">
        {`Live feed lost ${span(Math.max(1_000, now - feed.state.sinceMs))} ago. Rows stand still; it is tried again every few seconds.`}
      </span>
      <Button onClick={feed.reconnect}>Reconnect</Button>
    </div>
  );
}
