import type { OperationDetail } from '../../api/types.ts';
import { Sign } from '../../marks/Sign.tsx';
import { plural } from '../../words/numbers.ts';

const ownerFrom: Readonly<Record<string, string>> = {
  rules: 'by a rule of yours',
  codeowners: 'by CODEOWNERS',
  contract: 'by the contact of its contract',
  manifest: 'by a manifest',
  'git-blame': 'by who wrote it',
};

/** Who owns it, who can reach it, and why that is thought. */
export function Surroundings({ operation }: { readonly operation: OperationDetail }) {
  const { ownership, exposureView } = operation;
  const others = exposureView.signs.filter(({ text }) => text !== exposureView.explanation);
  return (
    <dl className="facts-list">
      <div>
        <dt>Exposure</dt>
        <dd>
          <b>{exposureView.level === 'unknown' ? 'not known' : exposureView.level}</b>
          <span className="quiet">{exposureView.explanation}</span>
          {others.map(({ text }) => (
            <span key={text} className="quietest">
              {text}
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>Owner</dt>
        <dd>
          {ownership === null ? (
            <span className="quiet">nobody is named</span>
          ) : (
            <>
              <b>{ownership.name}</b>
              <span className="quiet">{ownerFrom[ownership.from] ?? ownership.from}</span>
              <span className="quietest">{ownership.explanation}</span>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

const controlWord = (id: string): string => id.replaceAll('-', ' ');

/** Controls that the classification policy asks for, and which of them are there. */
export function Controls({ operation }: { readonly operation: OperationDetail }) {
  const { required, actual, missing } = operation.controls;
  if (required.length === 0) return <p className="quiet">The classification policy asks for none here.</p>;
  const by = new Map(actual.map((one) => [one.control, one.by]));
  const lacks = new Map(missing.map((one) => [one.control, one]));
  return (
    <ul className="lines controls-list">
      {required.map(({ control, because }) => {
        const lack = lacks.get(control);
        return (
          <li key={control}>
            <span>
              <b>{controlWord(control)}</b>
              <span className="quiet controls-why">{lack?.explanation ?? by.get(control) ?? because}</span>
              {lack === undefined ? null : (
                <span className="quietest controls-why">
                  {lack.references.map(({ standard, id }) => `${standard} ${id}`).join('; ')}
                </span>
              )}
            </span>
            <span className="with-sign controls-state">
              {lack === undefined ? (
                'there'
              ) : (
                <>
                  <Sign gravity={lack.certainty === 'absent' ? lack.severity : 'info'} />
                  {lack.certainty === 'absent' ? 'absent' : 'not shown'}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** How many controls a title counts. */
export const controlsNote = ({ controls }: OperationDetail): string | undefined =>
  controls.required.length === 0 ? undefined : plural(controls.required.length, 'asked for', 'asked for');
