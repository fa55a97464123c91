import type { InventoryTotals } from '../../api/types.ts';
import { Slats } from '../../marks/Slats.tsx';
import { Swatch } from '../../marks/Verdict.tsx';
import { count } from '../../words/numbers.ts';

/** The figures above the map. */
export function Sums({ totals }: { readonly totals: InventoryTotals }) {
  const { byLifecycle } = totals;
  const parts: readonly (readonly [number, string])[] = [
    [totals.operations, 'operations'],
    [byLifecycle.documented, 'documented'],
    [byLifecycle.live, 'live'],
    [byLifecycle.known, 'known'],
    [byLifecycle.dormant, 'dormant'],
    [byLifecycle.shadow, 'shadow'],
    [byLifecycle.zombie, 'zombie'],
    [byLifecycle.unreachable, 'unreachable'],
    [byLifecycle.orphan, 'orphan'],
  ];
  return (
    <p className="map-sums number">
      {parts.map(([n, word], at) =>
        at > 0 && n === 0 ? null : (
          <span key={word}>
            <b>{count(n)}</b> {word}
          </span>
        ),
      )}
      <span>
        <b>{count(totals.exchanges)}</b> exchanges, <b>{count(totals.flagged)}</b> flagged,{' '}
        <b>{count(totals.blocked)}</b> blocked
      </span>
    </p>
  );
}

/** What the colours and edges mean. */
export function Legend() {
  return (
    <ul className="map-legend" aria-label="Legend">
      <li>
        <Swatch verdict="allowed" /> allowed
      </li>
      <li>
        <Swatch verdict="flagged" /> flagged
      </li>
      <li>
        <Swatch verdict="blocked" /> blocked, stops here
      </li>
      <li>
        <span className="legend-plate map-plate-shadow" /> shadow
      </li>
      <li>
        <span className="legend-plate map-plate-zombie" /> zombie
      </li>
      <li>
        <span className="legend-plate map-plate-orphan" /> nobody calls: orphan, dormant, unreachable
      </li>
      <li>
        <Slats lit={['code', 'contract', 'traffic']} /> code, contract, traffic, outside
      </li>
    </ul>
  );
}
