import type { ReactNode } from 'react';
import type { OperationDetail } from '../../api/types.ts';
import { Why } from '../../controls/Why.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Risk } from '../../marks/Risk.tsx';
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
      <Figure title="Risk">
        <Risk of={operation.risk} />{' '}
        <Why of={`a risk of ${operation.risk}`}>
          <dl className="why-parts number">
            {operation.riskParts.map((one) => [
              <dt key={`${one.part} points`}>{one.points}</dt>,
              <dd key={one.part}>
                {one.part}: {one.explanation} <span className="quietest">{`of ${one.pointsMax}`}</span>
              </dd>,
            ])}
          </dl>
          <p className="why-rule">The parts add up; 100 is the most.</p>
        </Why>
      </Figure>
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
      <Figure title="p95">{operation.count === 0 ? 'no calls' : duration(operation.p95Us)}</Figure>
      <Figure title="p99">{operation.count === 0 ? 'no calls' : duration(operation.p99Us)}</Figure>
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
