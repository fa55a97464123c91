import type { OperationDetail } from '../../api/types.ts';
import { Icon } from '../../marks/Icon.tsx';
import { Sign } from '../../marks/Sign.tsx';
import { schemeWord } from '../../words/evidence.ts';
import { capital } from '../../words/words.ts';

type Views = OperationDetail['authViews'];
type Side = keyof Views;

const sides: readonly (readonly [Side, string])[] = [
  ['declared', 'the contract'],
  ['coded', 'the code'],
  ['observed', 'what calls bring'],
  ['enforced', 'what happens without'],
];

const demands = {
  required: { word: 'required', icon: 'check' },
  optional: { word: 'optional', icon: 'half' },
  none: { word: 'not asked for', icon: 'cross' },
  unknown: { word: 'not known', icon: 'dash' },
} as const satisfies Readonly<Record<Views[Side]['demand'], unknown>>;

/** Four answers to the question who may call, and where they disagree. */
export function Authentication({ operation }: { readonly operation: OperationDetail }) {
  const { authViews, disagreements } = operation;
  const disagreed = new Set(disagreements.flatMap(({ between }) => [...between]));
  return (
    <div className="plate clip">
      <table className="table auth-four">
        <thead>
          <tr>
            <th scope="col">Side</th>
            <th scope="col">A credential is</th>
            <th scope="col">Which</th>
            <th scope="col">What says so</th>
          </tr>
        </thead>
        <tbody>
          {sides.map(([side, who]) => {
            const view = authViews[side];
            const demand = demands[view.demand];
            return (
              <tr key={side} className={`auth-${view.demand}`} data-disagrees={disagreed.has(side)}>
                <th scope="row">
                  <b>{capital(side)}</b> <span className="quietest auth-who">{who}</span>
                </th>
                <td className="auth-demand">
                  <span className="with-sign">
                    <Icon name={demand.icon} /> {demand.word}
                  </span>
                </td>
                <td className="auth-schemes">{view.schemes.map(schemeWord).join(', ')}</td>
                <td className="auth-says quiet">{view.explanation}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {disagreements.length === 0 ? (
        <p className="auth-agreed quiet">
          {sides.filter(([side]) => authViews[side].demand !== 'unknown').length > 1
            ? 'No side contradicts another.'
            : 'Too few sides are known to compare them.'}
        </p>
      ) : (
        <ul className="auth-disagreements" aria-label="Disagreements">
          {disagreements.map((one) => (
            <li key={`${one.between.join()} ${one.explanation}`} className={`auth-gravity-${one.severity}`}>
              <span className="with-sign">
                <Sign gravity={one.severity} /> <b>{one.severity}</b>
              </span>
              <span>
                <span className="quiet">{`${one.between[0]} and ${one.between[1]}: `}</span>
                {one.explanation}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
