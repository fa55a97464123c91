import { useDataClasses } from '../../../api/queries.ts';
import { MethodPath } from '../../../marks/MethodPath.tsx';
import { useNow } from '../../../marks/useNow.ts';
import { Sign } from '../../../marks/Sign.tsx';
import { count } from '../../../words/numbers.ts';
import { insightsOf } from '../insights.ts';
import { PanelBlock } from './PanelHead.tsx';
import type { PanelProps } from './panel-props.ts';

const dayMs = 86_400_000;

/** Nothing is chosen: what traffic shows now, the gravest first. */
export function LightNow({ view, onChoose }: PanelProps) {
  const classes = useDataClasses();
  const now = useNow();
  const insights = insightsOf(
    view,
    (id) => ['restricted', 'personal'].includes(classes.sensitivity(id)),
    classes.title,
  );
  const lately = view.operations.filter(({ firstSeenMs }) => firstSeenMs > now - dayMs);
  return (
    <div className="panel">
      <header className="panel-head">
        <p className="panel-kind">Nothing chosen</p>
        <h2>What the light shows now</h2>
      </header>
      <ul className="insights">
        {insights.map((one) => (
          <li key={`${one.title} ${one.operation?.id ?? ''}`}>
            <Sign gravity={one.gravity} />
            <div>
              <p className="insight-title">{one.title}</p>
              {one.operation === undefined ? null : (
                <button
                  type="button"
                  className="insight-operation"
                  onClick={() => onChoose({ kind: 'operation', id: one.operation?.id ?? '' })}
                >
                  <MethodPath method={one.operation.method} path={one.operation.path} />
                </button>
              )}
              <p className="quiet">{one.text}</p>
            </div>
          </li>
        ))}
        {insights.length === 0 ? (
          <li className="quiet">Nothing stands out in traffic. Code and contract were not looked at.</li>
        ) : null}
      </ul>
      <PanelBlock title="Light gained in a day">
        <dl className="pairs number">
          <div>
            <dt>Operations found</dt>
            <dd>{lately.length === 0 ? '0' : `+${count(lately.length)}`}</dd>
          </div>
          <div>
            <dt>of them without a credential</dt>
            <dd>{count(lately.filter(({ anonymousSuccesses }) => anonymousSuccesses > 0).length)}</dd>
          </div>
        </dl>
      </PanelBlock>
    </div>
  );
}
