import './slats.css';
import type { EvidenceSource } from '../api/types.ts';
import { sources } from '../words/sources.ts';

/** Four tilted mirrors for code, contract, traffic, outside: a lit one is tall and warm, an unlit one short and grey. */
export function Slats({ lit }: { readonly lit: readonly EvidenceSource[] }) {
  const seen = sources.filter((source) => lit.includes(source));
  return (
    <svg
      className="slats"
      viewBox="0 0 19 12"
      role="img"
      aria-label={`seen in ${seen.length === 0 ? 'nothing' : seen.join(', ')}`}
    >
      {sources.map((source, at) => {
        const on = lit.includes(source);
        const top = on ? 0 : 7;
        const lean = (12 - top) * 0.25;
        const x = at * 5;
        return (
          <path
            key={source}
            className={on ? 'slat-on' : 'slat-off'}
            d={`M${x} 12 L${x + lean} ${top} H${x + lean + 2.4} L${x + 2.4} 12 Z`}
          />
        );
      })}
    </svg>
  );
}
