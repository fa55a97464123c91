import type { OperationDetail } from '../../api/types.ts';
import { CopyText } from '../../controls/CopyText.tsx';
import { LifecycleChip } from '../../marks/Chip.tsx';
import { lifecycleMeaning } from '../../words/lifecycle.ts';

const placesMax = 6;

/** The lifecycle, why it is this one, the places that prove it, and what to do about it. */
export function LifecycleProof({ operation }: { readonly operation: OperationDetail }) {
  const { lifecycle, lifecycleProof, advice, merged } = operation;
  const more = lifecycleProof.places.length - placesMax;
  return (
    <div className="proof plate">
      <div className="proof-part">
        <p className="proof-head">
          <LifecycleChip lifecycle={lifecycle} framed />{' '}
          <span className="quiet">{lifecycleMeaning(lifecycle)}</span>
        </p>
        <p>{`Here: ${lifecycleProof.text}.`}</p>
        <ul className="places" aria-label="Places that prove it">
          {lifecycleProof.places.slice(0, placesMax).map((place) => (
            <li key={place}>
              <CopyText text={place} />
            </li>
          ))}
          {more > 0 ? <li className="quietest">{`and ${more} more`}</li> : null}
        </ul>
      </div>
      {advice.length === 0 ? null : (
        <div className="proof-part">
          <h3>Advice</h3>
          <ul className="bullets">
            {advice.map((one) => (
              <li key={one.code}>{one.text}</li>
            ))}
          </ul>
        </div>
      )}
      {merged.length === 0 ? null : (
        <div className="proof-part">
          <h3>Why are these one?</h3>
          <ul className="bullets quiet">
            {merged.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
