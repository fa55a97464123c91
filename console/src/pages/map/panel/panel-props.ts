import type { MapView } from '../../../api/types.ts';
import type { Chosen } from '../search.ts';

/** What every panel gets: the map, and how to choose something else. */
export interface PanelProps {
  readonly view: MapView;
  readonly onChoose: (chosen: Chosen | null) => void;
}
