import { Link } from '@tanstack/react-router';
import type { OperationSummary } from '../../../api/types.ts';
import { CopyButton } from '../../../controls/CopyButton.tsx';
import { AuthChip, LifecycleChip } from '../../../marks/Chip.tsx';
import { DataChips } from '../../../marks/DataChips.tsx';
import { MethodPath } from '../../../marks/MethodPath.tsx';
import { sources } from '../../../words/sources.ts';
import { VerdictList } from '../../../marks/Verdict.tsx';
import { operationCurl } from '../../../words/curl.ts';
import { count, duration, plural, share } from '../../../words/numbers.ts';
import { capital } from '../../../words/words.ts';
import { CountList } from './CountList.tsx';
import { PanelBlock, PanelHead } from './PanelHead.tsx';
import type { PanelProps } from './panel-props.ts';

/** An operation in the light. */
export function OperationPanel({
  view,
  operation,
  onChoose,
}: PanelProps & { readonly operation: OperationSummary }) {
  const calls = view.calls.filter(({ operationId }) => operationId === operation.id);
  const sum = (key: 'allowed' | 'flagged' | 'blocked'): number =>
    calls.reduce((all, call) => all + call[key], 0);
  const titles = new Map([...view.actorGroups, ...view.assets].map(({ id, title }) => [id, title]));
  return (
    <div className="panel">
      <PanelHead
        kind="Operation"
        title={<MethodPath method={operation.method} path={operation.path} />}
        onClose={() => onChoose(null)}
      />
      <p className="chips">
        <LifecycleChip lifecycle={operation.lifecycle} framed />
        {operation.auth.map((kind) => (
          <AuthChip key={kind} kind={kind} />
        ))}
        <DataChips ids={operation.dataClasses.map(({ id }) => id)} most={4} />
      </p>
      <PanelBlock title="Light" aside={`${operation.sources.length} of 4`}>
        <ul className="light-list">
          {sources.map((source) => (
            <li key={source}>
              <span
                className={operation.sources.includes(source) ? 'light-slat light-slat-on' : 'light-slat'}
                aria-hidden="true"
              />
              <span>{capital(source)}</span>
              <span className={operation.sources.includes(source) ? '' : 'quietest'}>
                {!operation.sources.includes(source)
                  ? 'not visible here'
                  : source === 'traffic'
                    ? plural(operation.count, 'exchange')
                    : 'seen'}
              </span>
            </li>
          ))}
        </ul>
      </PanelBlock>
      <PanelBlock title="Verdicts">
        <VerdictList counts={{ allowed: sum('allowed'), flagged: sum('flagged'), blocked: sum('blocked') }} />
      </PanelBlock>
      <PanelBlock title="Who calls" aside={plural(operation.actors, 'actor')}>
        <CountList
          lines={calls.map((call) => ({
            id: call.group,
            what: titles.get(call.group) ?? call.group,
            count: call.allowed + call.flagged + call.blocked,
            hot: call.blocked > call.allowed,
            onChoose: () => onChoose({ kind: 'actors', id: call.group }),
          }))}
          none="Nobody has called it yet."
        />
      </PanelBlock>
      <PanelBlock title="What it reaches">
        <CountList
          lines={view.reaches
            .filter(({ operationId }) => operationId === operation.id)
            .map((reach) => ({
              id: reach.asset,
              what: titles.get(reach.asset) ?? reach.asset,
              count: reach.count,
              onChoose: () => onChoose({ kind: 'asset', id: reach.asset }),
            }))}
          none="No asset that traffic would tell."
        />
      </PanelBlock>
      <PanelBlock title="How it goes">
        <dl className="pairs number">
          <div>
            <dt>Errors</dt>
            <dd>{`${share(operation.errors, operation.count)}, ${count(operation.errors)}`}</dd>
          </div>
          <div>
            <dt>p50, p95, p99</dt>
            <dd>{`${duration(operation.p50Us)}, ${duration(operation.p95Us)}, ${duration(operation.p99Us)}`}</dd>
          </div>
        </dl>
      </PanelBlock>
      <p className="panel-acts">
        <Link
          className="control control-primary"
          to="/inventory/$operationId"
          params={{ operationId: operation.id }}
        >
          Open
        </Link>
        <CopyButton text={operationCurl(operation)}>Copy as curl</CopyButton>
      </p>
    </div>
  );
}
