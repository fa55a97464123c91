import type { Chosen } from '../search.ts';
import { ActorsPanel } from './ActorsPanel.tsx';
import { AssetPanel } from './AssetPanel.tsx';
import { LightNow } from './LightNow.tsx';
import { OperationPanel } from './OperationPanel.tsx';
import type { PanelProps } from './panel-props.ts';

/** What is said of the choice; of nothing in particular when there is none. */
export function MapPanel({ view, chosen, onChoose }: PanelProps & { readonly chosen: Chosen | null }) {
  if (chosen?.kind === 'operation') {
    const operation = view.operations.find(({ id }) => id === chosen.id);
    if (operation !== undefined)
      return <OperationPanel view={view} operation={operation} onChoose={onChoose} />;
  }
  if (chosen?.kind === 'actors') return <ActorsPanel view={view} id={chosen.id} onChoose={onChoose} />;
  if (chosen?.kind === 'asset') return <AssetPanel view={view} id={chosen.id} onChoose={onChoose} />;
  return <LightNow view={view} onChoose={onChoose} />;
}
