import type { ReactNode } from 'react';
import { useDataClasses } from '../../api/queries.ts';
import type { EvidenceSource, OperationDetail } from '../../api/types.ts';
import { CopyText } from '../../controls/CopyText.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { sources } from '../../words/sources.ts';
import { frameworkWord, schemeWord } from '../../words/evidence.ts';
import { placeText } from '../../words/place.ts';
import { plural, share } from '../../words/numbers.ts';
import { utc } from '../../words/time.ts';
import { authWord, capital } from '../../words/words.ts';

interface Cell {
  readonly says: ReactNode;
  readonly from: ReactNode;
}

interface Row {
  readonly field: string;
  readonly traffic: Cell;
  readonly code?: Cell | undefined;
  readonly contract?: Cell | undefined;
  readonly outside?: Cell | undefined;
}

type Told = Exclude<EvidenceSource, 'traffic'>;

/** What the strongest piece of a source says of the route. */
function routeOf({ evidence }: OperationDetail, source: Told): Cell | undefined {
  const piece = evidence.find((one) => one.source === source);
  if (piece === undefined) return undefined;
  return {
    says: [frameworkWord(piece.framework), ...(piece.handler === null ? [] : [piece.handler])].join(', '),
    from: <CopyText text={placeText(piece)} shown={placeShort(piece)} />,
  };
}

/** The last part of a place, for narrow columns. */
function placeShort({ file, line, pointer, url }: OperationDetail['evidence'][number]): string {
  const name = (file ?? url ?? '').split('/').at(-1) ?? '';
  return `${name}${line === undefined ? (pointer === undefined ? '' : '#…') : `:${line}`}`;
}

const loginOf = ({
  demand,
  explanation,
  schemes,
}: OperationDetail['authViews']['coded']): Cell | undefined =>
  demand === 'unknown'
    ? undefined
    : {
        says: demand === 'none' ? 'none asked for' : `${demand}: ${schemes.map(schemeWord).join(', ')}`,
        from: explanation,
      };

/** What the parameters that a source names are. */
function inputOf({ parameters }: OperationDetail, source: Told): Cell | undefined {
  const named = parameters.filter((one) => one.sources.includes(source));
  if (named.length === 0) return undefined;
  return {
    says: plural(named.length, 'parameter'),
    from: named
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', '),
  };
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
          {sources.map((source) => {
            const cell = source === 'traffic' ? row.traffic : row[source];
            const known = operation.sources.includes(source) && cell !== undefined;
            return (
              <span
                key={source}
                role="cell"
                className={known ? '' : 'evidence-dark'}
                data-source={capital(source)}
              >
                {known ? cell.says : operation.sources.includes(source) ? 'not stated' : 'not visible here'}
                {known ? <span className="evidence-from">{cell.from}</span> : null}
              </span>
            );
          })}
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
    {
      field: 'Route',
      code: routeOf(operation, 'code'),
      contract: routeOf(operation, 'contract'),
      outside: routeOf(operation, 'outside'),
      traffic: { says: exchanges, from: `since ${utc(operation.firstSeenMs)}` },
    },
    {
      field: 'Login',
      code: loginOf(operation.authViews.coded),
      contract: loginOf(operation.authViews.declared),
      traffic: {
        says: (
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
    },
    {
      field: 'Data',
      traffic: {
        says:
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
    },
    {
      field: 'Input',
      code: inputOf(operation, 'code'),
      contract: inputOf(operation, 'contract'),
      outside: inputOf(operation, 'outside'),
      traffic: {
        says: `${plural(operation.parameters.length, 'parameter')}, ${operation.requestBodies.length === 0 ? 'no body' : plural(operation.requestBodies.length, 'kind of body', 'kinds of body')}`,
        from:
          operation.requestBodies.map(({ mediaType }) => mediaType).join(', ') ||
          'nothing was sent in a body',
      },
    },
    {
      field: 'Answers',
      traffic: {
        says: Object.keys(operation.statuses).join(', '),
        from:
          [...new Set(operation.responseBodies.map(({ mediaType }) => mediaType))].join(', ') ||
          'no body was seen',
      },
    },
  ];
}
