import { useDataClasses } from '../../api/queries.ts';
import type { OperationDetail } from '../../api/types.ts';
import { CopyButton } from '../../controls/CopyButton.tsx';
import { AuthChip, Chip, LifecycleChip } from '../../marks/Chip.tsx';
import { DataChips } from '../../marks/DataChips.tsx';
import { Method, Path } from '../../marks/MethodPath.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { frameworkWord } from '../../words/evidence.ts';
import { operationCurl } from '../../words/curl.ts';
import { Purpose } from './Purpose.tsx';

const kinds: Readonly<Record<string, string>> = {
  rest: 'REST',
  graphql: 'GraphQL',
  websocket: 'WebSocket',
  grpc: 'gRPC',
};

/** Method, template, chips, and the one line that says where it lives. */
export function OperationHead({ operation }: { readonly operation: OperationDetail }) {
  const classes = useDataClasses();
  const ids = operation.dataClasses.map(({ id }) => id);
  const restricted = ids.filter((id) => classes.sensitivity(id) === 'restricted').length;
  return (
    <header className="page-head">
      <div className="page-head-text">
        <h1 className="operation-title">
          <Method method={operation.method} /> <Path path={operation.path} />{' '}
          <Slats lit={operation.sources} />
        </h1>
        <Purpose operation={operation} />
        <p>
          {kinds[operation.kind] ?? operation.kind} on <code>{operation.host}</code>, service{' '}
          <b>{operation.service}</b>
          {operation.framework === null ? '' : `, ${frameworkWord(operation.framework)}`}
          {operation.protocols.length === 0 ? '' : `, over ${operation.protocols.join(' and ')}`}.{' '}
          {assetsLine(operation.assets)}
          {restricted > 0
            ? ` Carries ${restricted === 1 ? 'a restricted class' : `${restricted} restricted classes`} of data.`
            : ''}
        </p>
        <p className="chips">
          <LifecycleChip lifecycle={operation.lifecycle} framed />
          {operation.auth.map((kind) => (
            <AuthChip key={kind} kind={kind} />
          ))}
          {operation.deprecated ? <Chip tone="zombie">deprecated</Chip> : null}
          <Chip tone="quiet">
            {operation.exposure === 'unknown' ? 'exposure not known' : operation.exposure}
          </Chip>
          {operation.auth.length === 0 ? <Chip tone="quiet">no credential seen</Chip> : null}
          <DataChips ids={ids} most={8} />
        </p>
      </div>
      <div className="page-acts">
        <CopyButton text={operationCurl(operation, operation.requestBodies[0]?.mediaType)}>
          Copy as curl
        </CopyButton>
      </div>
    </header>
  );
}

const assetsLine = (assets: readonly string[]): string =>
  assets.length === 0 ? '' : `Reaches ${assets.join(', ')}.`;
