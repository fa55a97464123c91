import './operation.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../api/context.ts';
import { ApiError } from '../../api/problem.ts';
import { LatencyChart, RateChart } from '../../charts/ActivityCharts.tsx';
import { fittingRange } from '../../charts/range.ts';
import { RangeSegments } from '../../charts/RangeSegments.tsx';
import { Failure } from '../../states/Failure.tsx';
import { NoSuchThing } from '../../states/NoSuchPage.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { useNow } from '../../marks/useNow.ts';
import { RecentExchanges } from '../../exchange/RecentExchanges.tsx';
import { Section } from '../../shell/Section.tsx';
import { plural } from '../../words/numbers.ts';
import { Authentication } from './Authentication.tsx';
import { Callers } from './Callers.tsx';
import { Credentials } from './Credentials.tsx';
import { Evidence } from './Evidence.tsx';
import { EvidencePieces } from './EvidencePieces.tsx';
import { LifecycleProof } from './LifecycleProof.tsx';
import { OperationFigures } from './OperationFigures.tsx';
import { OperationHead } from './OperationHead.tsx';
import { Parameters } from './Parameters.tsx';
import { Provenance } from './Provenance.tsx';
import { Bodies } from './Schema.tsx';
import { Statuses } from './Statuses.tsx';
import { Controls, controlsNote, Surroundings } from './Surroundings.tsx';
import { Template } from './Template.tsx';

const route = getRouteApi('/inventory/$operationId');
const everyMs = 5_000;

/** All that is known of one operation. */
export function OperationPage() {
  const { operationId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ['operation', operationId],
    queryFn: ({ signal }) => api.read('/operations/{id}', { id: operationId, signal }),
    refetchInterval: everyMs,
  });

  if (data === undefined) {
    if (error instanceof ApiError && error.problem.status === 404)
      return <NoSuchThing what="operation" to="/inventory" back="Open the inventory" />;
    return (
      <div className="page">
        {error === null ? (
          <Skeleton rows={14} says="Reading the operation" />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  const subject = { of: 'operation', id: operationId } as const;
  const range = search.range ?? fittingRange(data.firstSeenMs, now);
  return (
    <div className="page operation">
      <OperationHead operation={data} />
      <OperationFigures operation={data} />
      <div className="split">
        <div className="split-main">
          <Section title="What we hold, and from where" note="dark: nobody can see it from there">
            <Evidence operation={data} />
          </Section>
          <Section title="Who may call" note="four answers to the same question">
            <Authentication operation={data} />
          </Section>
          <Section title="Lifecycle" note="the first that is true">
            <LifecycleProof operation={data} />
          </Section>
          <Section
            title="Evidence"
            note="strongest first"
            aside={plural(data.evidence.length + data.evidenceMore, 'piece')}
          >
            <EvidencePieces operation={data} />
          </Section>
          <Section title="Field by field" note="where each value is from">
            <Provenance operation={data} />
          </Section>
          <Section
            title="Requests and latency"
            aside={
              <RangeSegments
                range={range}
                onChoose={(next) =>
                  void navigate({ search: (before) => ({ ...before, range: next }), replace: true })
                }
              />
            }
          >
            <div className="stacked">
              <RateChart subject={subject} range={range} />
              <LatencyChart subject={subject} range={range} />
            </div>
          </Section>
          {data.parameters.length === 0 ? null : (
            <Section title="Parameters" note="as code and contract state them, and as they were seen">
              <Parameters operation={data} />
            </Section>
          )}
          <Bodies title="Request" bodies={data.requestBodies} />
          <Bodies title="Answer" bodies={data.responseBodies} />
          <Section title="Recent exchanges" note="newest first">
            <RecentExchanges subject={subject} />
          </Section>
        </div>
        <div className="split-side">
          <Section title="Exposure and owner">
            <Surroundings operation={data} />
          </Section>
          <Section title="Controls" aside={controlsNote(data)}>
            <Controls operation={data} />
          </Section>
          <Section
            title="Callers"
            aside={
              data.callers.length < data.actors
                ? `${data.callers.length} busiest of ${data.actors}`
                : undefined
            }
          >
            <Callers operation={data} />
          </Section>
          <Section title="Credentials">
            <Credentials operation={data} />
          </Section>
          <Section title="Statuses">
            <Statuses statuses={data.statuses} />
          </Section>
          <Section title="Why this template">
            <Template operation={data} />
          </Section>
        </div>
      </div>
    </div>
  );
}
