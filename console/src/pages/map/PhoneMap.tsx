import type { ReactNode } from 'react';
import type { MapView, OperationSummary } from '../../api/types.ts';
import { MethodPath } from '../../marks/MethodPath.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { VerdictBar } from '../../marks/Verdict.tsx';
import { Section } from '../../shell/Section.tsx';
import { short } from '../../words/numbers.ts';
import { Ego } from './Ego.tsx';
import { MapFilters } from './MapFilters.tsx';
import { Sums } from './MapWords.tsx';
import type { Chosen, MapSearch } from './search.ts';

interface PhoneMapProps {
  readonly view: MapView;
  readonly operations: readonly OperationSummary[];
  readonly search: MapSearch;
  readonly chosen: Chosen | null;
  readonly panel: ReactNode;
  readonly onChoose: (chosen: Chosen | null) => void;
  readonly onChange: (next: { readonly [Name in keyof MapSearch]?: MapSearch[Name] | undefined }) => void;
}

/** On phones: one operation with its actors and assets, what is said of it, and a list of all. */
export function PhoneMap({ view, operations, search, chosen, panel, onChoose, onChange }: PhoneMapProps) {
  const operation =
    chosen?.kind === 'operation' ? view.operations.find(({ id }) => id === chosen.id) : undefined;
  const listed = listedFor(view, operations, chosen);
  const most = Math.max(1, ...listed.map(({ count }) => count));
  const sums = new Map<string, { allowed: number; flagged: number; blocked: number }>();
  for (const call of view.calls) {
    const before = sums.get(call.operationId) ?? { allowed: 0, flagged: 0, blocked: 0 };
    sums.set(call.operationId, {
      allowed: before.allowed + call.allowed,
      flagged: before.flagged + call.flagged,
      blocked: before.blocked + call.blocked,
    });
  }
  return (
    <div className="page phone-map">
      <h1 className="unseen">Map</h1>
      <Sums totals={view.totals} />
      {chosen === null ? null : (
        <MapFilters
          view={view}
          search={search}
          chosen={chosen}
          onChange={onChange}
          onLetGo={() => onChoose(null)}
        />
      )}
      {operation === undefined ? null : <Ego view={view} operation={operation} onChoose={onChoose} />}
      {panel}
      <Section
        title={chosen === null || chosen.kind === 'operation' ? 'Operations' : 'Operations in the light'}
        aside={listed.length}
      >
        <ul className="phone-operations plate">
          {listed.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={`phone-operation inventory-row-${one.lifecycle}`}
                aria-pressed={one.id === operation?.id}
                onClick={() => {
                  onChoose({ kind: 'operation', id: one.id });
                  scrollTo({ top: 0 });
                }}
              >
                <Slats lit={one.sources} />
                <span className="phone-operation-path">
                  <MethodPath method={one.method} path={one.path} />
                </span>
                <span className="number">{one.count === 0 ? 'no calls' : short(one.count)}</span>
                <span className="thin phone-operation-bar">
                  <VerdictBar
                    counts={sums.get(one.id) ?? { allowed: one.count, flagged: 0, blocked: 0 }}
                    of={most}
                    root
                  />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

const listMax = 60;

/** The operations of the list: those in the light of a group or an asset, else all. */
function listedFor(
  view: MapView,
  operations: readonly OperationSummary[],
  chosen: Chosen | null,
): readonly OperationSummary[] {
  const touched =
    chosen === null || chosen.kind === 'operation'
      ? null
      : new Set(
          chosen.kind === 'actors'
            ? view.calls.filter(({ group }) => group === chosen.id).map(({ operationId }) => operationId)
            : view.reaches.filter(({ asset }) => asset === chosen.id).map(({ operationId }) => operationId),
        );
  return operations
    .filter(({ id }) => touched === null || touched.has(id))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, listMax);
}
