import type { ReactNode } from 'react';
import type { OperationDetail } from '../../api/types.ts';
import { Why } from '../../controls/Why.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { count, duration, share } from '../../words/numbers.ts';
import { outcomeWord } from '../../words/words.ts';

function Figure({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="figure">
      <dt>{title}</dt>
      <dd className="number">{children}</dd>
    </div>
  );
}

/** The numbers at the head of the page. */
export function OperationFigures({ operation }: { readonly operation: OperationDetail }) {
  return (
    <dl className="figures plate">
      <Figure title="Requests">{count(operation.count)}</Figure>
      <Figure title="Errors">
        {share(operation.errors, operation.count)}{' '}
        {operation.errors === 0 ? null : (
          <Why of={`${share(operation.errors, operation.count)} errors`}>
            <dl className="why-parts number">
              <dt>{count(operation.errors - operation.serverErrors)}</dt>
              <dd>answered with 4xx</dd>
              <dt>{count(operation.serverErrors)}</dt>
              <dd>answered with 5xx</dd>
              <dt>{count(operation.blocked)}</dt>
              <dd>refused by the gateway</dd>
              {Object.entries(operation.outcomes).map(([outcome, n]) =>
                outcome === 'answered' || outcome === 'refused' || n === undefined
                  ? null
                  : [
                      <dt key={`${outcome} count`}>{count(n)}</dt>,
                      <dd key={outcome}>{outcomeWord(outcome)}</dd>,
                    ],
              )}
            </dl>
            <p className="why-rule">
              Errors are answers of 400 and more, of {count(operation.count)} exchanges.
            </p>
          </Why>
        )}
      </Figure>
      <Figure title="p50">{duration(operation.p50Us)}</Figure>
      <Figure title="p95">{duration(operation.p95Us)}</Figure>
      <Figure title="p99">{duration(operation.p99Us)}</Figure>
      <Figure title="Actors">{count(operation.actors)}</Figure>
      <Figure title="First seen">
        <Ago atMs={operation.firstSeenMs} />
      </Figure>
      <Figure title="Last seen">
        <Ago atMs={operation.lastSeenMs} />
      </Figure>
    </dl>
  );
}
