import { Link } from '@tanstack/react-router';
import { MethodPath } from '../../../marks/MethodPath.tsx';
import { VerdictList } from '../../../marks/Verdict.tsx';
import { plural } from '../../../words/numbers.ts';
import { actorKinds } from '../../actors/search.ts';
import { CountList } from './CountList.tsx';
import { PanelBlock, PanelHead } from './PanelHead.tsx';
import type { PanelProps } from './panel-props.ts';

/** A group of actors in the light. */
export function ActorsPanel({ view, id, onChoose }: PanelProps & { readonly id: string }) {
  const group = view.actorGroups.find((one) => one.id === id);
  const calls = view.calls.filter((call) => call.group === id);
  const operations = new Map(view.operations.map((operation) => [operation.id, operation]));
  const sum = (key: 'allowed' | 'flagged' | 'blocked'): number =>
    calls.reduce((all, call) => all + call[key], 0);
  const kind = actorKinds.find((one) => one === group?.kind);
  return (
    <div className="panel">
      <PanelHead kind="Actors" title={group?.title ?? 'The others'} onClose={() => onChoose(null)} />
      <p className="quiet">
        {group === undefined
          ? 'Groups too small to draw one by one.'
          : `${plural(group.actors, 'actor')}${group.subtitle === '' ? '' : `, ${group.subtitle}`}`}
      </p>
      <PanelBlock title="Verdicts">
        <VerdictList counts={{ allowed: sum('allowed'), flagged: sum('flagged'), blocked: sum('blocked') }} />
      </PanelBlock>
      <PanelBlock title="What they call" aside={calls.length}>
        <CountList
          lines={calls.flatMap((call) => {
            const operation = operations.get(call.operationId);
            if (operation === undefined) return [];
            return [
              {
                id: call.operationId,
                what: <MethodPath method={operation.method} path={operation.path} />,
                count: call.allowed + call.flagged + call.blocked,
                hot: call.blocked > call.allowed,
                onChoose: () => onChoose({ kind: 'operation', id: call.operationId }),
              },
            ];
          })}
          none="Nothing that is on the map."
        />
      </PanelBlock>
      <p className="panel-acts">
        <Link className="control control-primary" to="/actors" search={kind === undefined ? {} : { kind }}>
          Open the actors
        </Link>
      </p>
    </div>
  );
}
