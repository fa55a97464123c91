import type { RefObject } from 'react';
import { useDataClasses, useServices, useTotals } from '../../api/queries.ts';
import { Choice, type Option } from '../../controls/Choice.tsx';
import { SearchField } from '../../controls/SearchField.tsx';
import { authWord } from '../../words/words.ts';
import { sources } from '../../words/sources.ts';
import { exposures, type InventorySearch, kinds, lifecycles } from './search.ts';

const plain = (values: readonly string[]): readonly Option[] =>
  values.map((value) => ({ value, label: value }));

const methods = plain([
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'WS',
]);
const kindWords = { rest: 'REST', graphql: 'GraphQL', websocket: 'WebSocket', grpc: 'gRPC' } as const;
const auths: readonly Option[] = [
  'none',
  'bearer-jwt',
  'bearer-opaque',
  'api-key-header',
  'api-key-query',
  'session-cookie',
  'basic',
  'client-certificate',
  'signature',
  'other',
].map((value) => ({ value, label: authWord(value) }));

interface FiltersProps {
  readonly search: InventorySearch;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<Record<keyof InventorySearch, string | undefined>>) => void;
}

/** Search and filters; each stands in the address. */
export function InventoryFilters({ search, field, onChange }: FiltersProps) {
  const classes = useDataClasses();
  const services = useServices();
  const { data: totals } = useTotals();
  const data = classes.all.map(({ id, title }) => ({ value: id, label: title }));
  return (
    <div className="filters" role="search">
      <SearchField
        field={field}
        label="Method, path, host, data"
        value={search.q ?? ''}
        hint="/"
        onSearch={(q) => onChange({ q })}
      />
      <div className="filters-row">
        <Choice
          name="Lifecycle"
          any="any"
          options={lifecycles.map((value) => ({
            value,
            label: value,
            ...(totals === undefined ? {} : { count: totals.byLifecycle[value] }),
          }))}
          value={search.lifecycle}
          onChoose={(lifecycle) => onChange({ lifecycle })}
        />
        <Choice
          name="Found in"
          any="any"
          options={plain(sources)}
          value={search.source}
          onChoose={(source) => onChange({ source })}
        />
        <Choice
          name="Auth"
          any="any"
          options={auths}
          value={search.auth}
          onChoose={(auth) => onChange({ auth })}
        />
        <Choice
          name="Data"
          any="any"
          options={data}
          value={search.data}
          onChoose={(chosen) => onChange({ data: chosen })}
        />
        <Choice
          name="Exposure"
          any="any"
          options={plain(exposures)}
          value={search.exposure}
          onChoose={(exposure) => onChange({ exposure })}
        />
        <Choice
          name="Method"
          any="any"
          options={methods}
          value={search.method}
          onChoose={(method) => onChange({ method })}
        />
        <Choice
          name="Kind"
          any="any"
          options={kinds.map((value) => ({ value, label: kindWords[value] }))}
          value={search.kind}
          onChoose={(kind) => onChange({ kind })}
        />
        {services.length > 1 || search.service !== undefined ? (
          <Choice
            name="Service"
            any="any"
            options={plain(services)}
            value={search.service}
            onChoose={(service) => onChange({ service })}
          />
        ) : null}
      </div>
    </div>
  );
}
