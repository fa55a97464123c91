import { Button } from '../../controls/Button.tsx';
import { Empty } from '../../states/Empty.tsx';
import { plural } from '../../words/numbers.ts';
import { capital } from '../../words/words.ts';
import { filterNames, type InventorySearch } from './search.ts';

interface NothingMatchesProps {
  readonly search: InventorySearch;
  readonly whole: number;
  readonly onChange: (change: Partial<Record<keyof InventorySearch, undefined>>) => void;
}

/** Filters hide everything: says which, and offers the nearest way back. */
export function NothingMatches({ search, whole, onChange }: NothingMatchesProps) {
  const set = filterNames.filter((name) => search[name] !== undefined);
  const everything = Object.fromEntries([...filterNames, 'q'].map((name) => [name, undefined]));
  return (
    <Empty
      title={search.q === undefined ? 'No operation fits these filters' : `No operation fits “${search.q}”`}
      actions={
        <>
          {search.q === undefined ? null : (
            <Button onClick={() => onChange({ q: undefined })}>Remove the search</Button>
          )}
          {set.map((name) => (
            <Button key={name} onClick={() => onChange({ [name]: undefined })}>
              {`Remove ${capital(name)}: ${search[name] ?? ''}`}
            </Button>
          ))}
          {set.length + (search.q === undefined ? 0 : 1) > 1 ? (
            <Button onClick={() => onChange(everything)}>Clear all</Button>
          ) : null}
        </>
      }
    >
      {plural(whole, 'operation is', 'operations are')} hidden.
    </Empty>
  );
}
