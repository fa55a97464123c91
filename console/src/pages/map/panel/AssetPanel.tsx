import { Chip } from '../../../marks/Chip.tsx';
import { MethodPath } from '../../../marks/MethodPath.tsx';
import { CountList } from './CountList.tsx';
import { PanelBlock, PanelHead } from './PanelHead.tsx';
import type { PanelProps } from './panel-props.ts';

/** An asset in the light: by which operations it is reached, and by whom these are called. */
export function AssetPanel({ view, id, onChoose }: PanelProps & { readonly id: string }) {
  const asset = view.assets.find((one) => one.id === id);
  const reaches = view.reaches.filter((reach) => reach.asset === id);
  const operations = new Map(view.operations.map((operation) => [operation.id, operation]));
  const through = new Set(reaches.map(({ operationId }) => operationId));
  const groups = view.actorGroups.map((group) => ({
    group,
    count: view.calls
      .filter((call) => call.group === group.id && through.has(call.operationId))
      .reduce((all, call) => all + call.allowed + call.flagged, 0),
  }));
  return (
    <div className="panel">
      <PanelHead kind="Asset" title={asset?.title ?? 'The others'} onClose={() => onChoose(null)} />
      {asset === undefined ? null : (
        <p className="chips">
          <Chip tone={asset.sensitivity === 'restricted' ? 'restricted' : 'quiet'}>{asset.sensitivity}</Chip>
          {asset.subtitle === '' || asset.subtitle === asset.sensitivity ? null : (
            <Chip tone="quiet">{asset.subtitle}</Chip>
          )}
        </p>
      )}
      <PanelBlock title="Reached by" aside={reaches.length}>
        <CountList
          lines={reaches.flatMap((reach) => {
            const operation = operations.get(reach.operationId);
            if (operation === undefined) return [];
            return [
              {
                id: reach.operationId,
                what: <MethodPath method={operation.method} path={operation.path} />,
                count: reach.count,
                onChoose: () => onChoose({ kind: 'operation', id: reach.operationId }),
              },
            ];
          })}
          none="Nothing that is on the map."
        />
      </PanelBlock>
      <PanelBlock title="Who can get there">
        <CountList
          lines={groups
            .filter(({ count }) => count > 0)
            .map(({ group, count }) => ({
              id: group.id,
              what: group.title,
              count,
              onChoose: () => onChoose({ kind: 'actors', id: group.id }),
            }))}
          none="Nobody has."
        />
        <p className="quietest panel-note">Calls of these operations that were let through.</p>
      </PanelBlock>
    </div>
  );
}
