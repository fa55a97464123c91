import type { MapView } from '../../api/types.ts';
import { Segments } from '../../controls/Segments.tsx';
import { Icon } from '../../marks/Icon.tsx';
import { Swatch } from '../../marks/Verdict.tsx';
import { capital } from '../../words/words.ts';
import { type Chosen, type MapSearch, states, verdicts } from './search.ts';

interface MapFiltersProps {
  readonly view: MapView;
  readonly search: MapSearch;
  readonly chosen: Chosen | null;
  readonly onChange: (next: { readonly [Name in keyof MapSearch]?: MapSearch[Name] | undefined }) => void;
  readonly onLetGo: () => void;
}

/** What a choice is called. */
export function nameOf(view: MapView, chosen: Chosen): string {
  if (chosen.kind === 'operation') {
    const found = view.operations.find(({ id }) => id === chosen.id);
    return found === undefined ? 'an operation not on the map' : `${found.method} ${found.path}`;
  }
  const sides: readonly { readonly id: string; readonly title: string }[] =
    chosen.kind === 'actors' ? view.actorGroups : view.assets;
  return sides.find(({ id }) => id === chosen.id)?.title ?? 'the others';
}

/** Verdict, state, and the cross that lets the light go. */
export function MapFilters({ view, search, chosen, onChange, onLetGo }: MapFiltersProps) {
  const { byLifecycle } = view.totals;
  const present = states.filter((state) => byLifecycle[state] > 0);
  return (
    <div className="map-filters">
      <Segments
        name="Verdict"
        options={[
          { value: 'any', label: 'Any verdict' },
          ...verdicts.map((verdict) => ({
            value: verdict,
            label: (
              <>
                <Swatch verdict={verdict} /> {capital(verdict)}
              </>
            ),
          })),
        ]}
        value={search.verdict ?? 'any'}
        onChoose={(value) => onChange({ verdict: verdicts.find((one) => one === value) })}
      />
      {present.length > 1 || search.state !== undefined ? (
        <Segments
          name="State"
          options={[
            { value: 'any', label: 'Any state' },
            ...present.map((state) => ({ value: state, label: capital(state) })),
          ]}
          value={search.state ?? 'any'}
          onChoose={(value) => onChange({ state: states.find((one) => one === value) })}
        />
      ) : null}
      {chosen === null ? (
        <span className="quietest map-hint">Choose anything to light it</span>
      ) : (
        <button
          type="button"
          className="control map-chosen"
          onClick={onLetGo}
          aria-label={`Let go of ${nameOf(view, chosen)}`}
        >
          <span className="map-chosen-name">{nameOf(view, chosen)}</span> <Icon name="cross" />
        </button>
      )}
    </div>
  );
}
