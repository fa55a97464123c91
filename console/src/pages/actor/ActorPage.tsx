import '../actors/actors.css';
import './actor.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../api/context.ts';
import { ApiError } from '../../api/problem.ts';
import { LatencyChart } from '../../charts/ActivityCharts.tsx';
import { fittingRange } from '../../charts/range.ts';
import { RangeSegments } from '../../charts/RangeSegments.tsx';
import { useNow } from '../../marks/useNow.ts';
import { RecentExchanges } from '../../exchange/RecentExchanges.tsx';
import { Section } from '../../shell/Section.tsx';
import { Failure } from '../../states/Failure.tsx';
import { NoSuchThing } from '../../states/NoSuchPage.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { plural } from '../../words/numbers.ts';
import { ActorFacts, ActorHead, Reached } from './ActorFacts.tsx';
import { Calls } from './Calls.tsx';
import { Timeline } from './Timeline.tsx';

const route = getRouteApi('/actors/$actorId');
const everyMs = 5_000;

/** All that is known of one actor. */
export function ActorPage() {
  const { actorId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ['actor', actorId],
    queryFn: ({ signal }) => api.read('/actors/{id}', { id: actorId, signal }),
    refetchInterval: everyMs,
  });
  if (data === undefined) {
    if (error instanceof ApiError && error.problem.status === 404)
      return <NoSuchThing what="actor" to="/actors" back="Open the actors" />;
    return (
      <div className="page">
        {error === null ? (
          <Skeleton rows={14} says="Reading the actor" />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  const subject = { of: 'actor', id: actorId } as const;
  const range = search.range ?? fittingRange(data.firstSeenMs, now);
  return (
    <div className="page">
      <ActorHead actor={data} />
      <div className="split">
        <div className="split-main">
          <Section
            title="Timeline"
            note="each mark is an exchange"
            aside={
              <RangeSegments
                range={range}
                onChoose={(next) =>
                  void navigate({ search: (before) => ({ ...before, range: next }), replace: true })
                }
              />
            }
          >
            <Timeline actor={data} range={range} />
          </Section>
          <Section title="What it calls" note={plural(data.calls.length, 'operation')}>
            <Calls actor={data} />
          </Section>
          <Section title="Latency it met">
            <LatencyChart subject={subject} range={range} />
          </Section>
          <Section title="Recent exchanges" note="newest first">
            <RecentExchanges subject={subject} />
          </Section>
        </div>
        <div className="split-side">
          <ActorFacts actor={data} />
          <Section title="Data it reached">
            <Reached actor={data} />
          </Section>
        </div>
      </div>
    </div>
  );
}
