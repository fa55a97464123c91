import type { OutboundCall } from '../../api/types.ts';
import { placeText } from '../../words/place.ts';

/** Somebody who is called, with the calls. */
export interface Party {
  readonly who: string;
  /** Where the address is read from, when that is all that is known. */
  readonly isConfigured: boolean;
  readonly transports: readonly string[];
  readonly fields: readonly string[];
  readonly calls: readonly OutboundCall[];
}

/** A line of the table: a party, or one of its calls. */
export type PartyRow =
  | { readonly row: 'party'; readonly party: Party }
  | { readonly row: 'call'; readonly party: Party; readonly call: OutboundCall };

/** What narrows the calls. */
export interface PartyFilter {
  readonly q?: string;
  readonly transport?: string;
}

/** Transports that anybody on the way can read. */
const plain: ReadonlySet<string> = new Set(['http', 'ws']);

/** Is what goes out readable on the way? */
export const isPlain = (transport: string): boolean => plain.has(transport);

function fits(call: OutboundCall, { q, transport }: PartyFilter): boolean {
  if (transport !== undefined && call.transport !== transport) return false;
  if (q === undefined) return true;
  const text = [call.host, call.name, call.path, call.client, placeText(call.place), ...call.fields]
    .join(' ')
    .toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Calls grouped by whom they go to: those in plain text first, then whom most is sent to. */
export function partiesOf(calls: readonly OutboundCall[], filter: PartyFilter): readonly Party[] {
  const groups = Map.groupBy(
    calls.filter((call) => fits(call, filter)),
    ({ host, name }) => host ?? name,
  );
  const open = ({ transports }: Party): number => Number(transports.some(isPlain));
  return [...groups]
    .map(
      ([who, some]): Party => ({
        who,
        isConfigured: some.every(({ host }) => host === null),
        transports: [...new Set(some.map(({ transport }) => transport))].sort(),
        fields: [...new Set(some.flatMap(({ fields }) => fields))],
        calls: some,
      }),
    )
    .toSorted((a, b) => open(b) - open(a) || b.fields.length - a.fields.length || a.who.localeCompare(b.who));
}

/** The lines of the table. */
export const partyRows = (parties: readonly Party[]): readonly PartyRow[] =>
  parties.flatMap((party) => [
    { row: 'party', party },
    ...party.calls.map((call) => ({ row: 'call', party, call }) as const),
  ]);
