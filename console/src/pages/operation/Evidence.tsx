import type { ReactNode } from 'react';
import { useDataClasses } from '../../api/queries.ts';
import type { OperationDetail } from '../../api/types.ts';
import { Slats } from '../../marks/Slats.tsx';
import { sources } from '../../words/sources.ts';
import { plural, share } from '../../words/numbers.ts';
import { utc } from '../../words/time.ts';
import { authWord, capital } from '../../words/words.ts';

interface Row {
  readonly field: string;
  readonly traffic: ReactNode;
  readonly from: string;
}

/** What each source says of each question; a source that cannot see says so, and is never counted as fine. */
export function Evidence({ operation }: { readonly operation: OperationDetail }) {
  const rows = useRows(operation);
  return (
    <div className="evidence plate" role="table" aria-label="Evidence">
      <div className="evidence-row evidence-head" role="row">
        <span role="columnheader">Field</span>
        {sources.map((source) => (
          <span key={source} role="columnheader" className="evidence-source">
            <Slats lit={[source]} /> {capital(source)}
          </span>
        ))}
      </div>
      {rows.map((row) => (
        <div key={row.field} className="evidence-row" role="row">
          <b role="rowheader">{row.field}</b>
          {sources.map((source) =>
            source === 'traffic' && operation.sources.includes('traffic') ? (
              <span key={source} role="cell" data-source={capital(source)}>
                {row.traffic}
                <span className="evidence-from">{row.from}</span>
              </span>
            ) : operation.sources.includes(source) ? (
              <span
                key={source}
                role="cell"
                className={row.field === 'Route' ? '' : 'evidence-dark'}
                data-source={capital(source)}
              >
                {row.field === 'Route' ? 'seen' : 'not stated'}
              </span>
            ) : (
              <span key={source} role="cell" className="evidence-dark" data-source={capital(source)}>
                not visible here
              </span>
            ),
          )}
        </div>
      ))}
    </div>
  );
}

function useRows(operation: OperationDetail): readonly Row[] {
  const classes = useDataClasses();
  const exchanges = plural(operation.count, 'exchange');
  const credentials = operation.auth.filter((kind) => kind !== 'none').map(authWord);
  const free = operation.anonymousSuccesses;
  const restricted = classes
    .sort(operation.dataClasses.map(({ id }) => id))
    .filter((id) => classes.sensitivity(id) === 'restricted');
  return [
    { field: 'Route', traffic: exchanges, from: `since ${utc(operation.firstSeenMs)}` },
    {
      field: 'Login',
      traffic: (
        <>
          {credentials.length === 0 ? 'no credential seen' : credentials.join(', ')}
          {free > 0 ? (
            <span className="evidence-weak">{`; ${plural(free, 'answer')} without one`}</span>
          ) : null}
        </>
      ),
      from:
        free > 0
          ? `${share(free, operation.count)} of all exchanges`
          : 'no answer was given without a credential',
    },
    {
      field: 'Data',
      traffic:
        operation.dataClasses.length === 0
          ? 'none of the known classes'
          : restricted.length > 0
            ? `${restricted.map((id) => classes.title(id)).join(', ')}${operation.dataClasses.length > restricted.length ? ` and ${operation.dataClasses.length - restricted.length} more` : ''}`
            : plural(operation.dataClasses.length, 'class', 'classes'),
      from:
        restricted.length > 0
          ? plural(restricted.length, 'restricted class', 'restricted classes')
          : 'nothing restricted seen',
    },
    {
      field: 'Input',
      traffic: `${plural(operation.parameters.length, 'parameter')}, ${operation.requestBodies.length === 0 ? 'no body' : plural(operation.requestBodies.length, 'kind of body', 'kinds of body')}`,
      from:
        operation.requestBodies.map(({ mediaType }) => mediaType).join(', ') || 'nothing was sent in a body',
    },
    {
      field: 'Answers',
      traffic: Object.keys(operation.statuses).join(', '),
      from:
        [...new Set(operation.responseBodies.map(({ mediaType }) => mediaType))].join(', ') ||
        'no body was seen',
    },
  ];
}
