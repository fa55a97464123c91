import { riskGravity } from '../words/risk.ts';
import { Sign } from './Sign.tsx';

/** A risk: the glyph of its gravity and the number. */
export function Risk({ of }: { readonly of: number }) {
  return (
    <span className="with-sign number" title={`risk ${of} of 100`}>
      <Sign gravity={riskGravity(of)} /> {of}
    </span>
  );
}
