/** TOML that somebody else wrote: where a document as a whole is faulty, its tables are read one by one. */
import { parse } from 'smol-toml';
import type { JsonRecord, JsonValue } from '../contracts/document/json-value.ts';
import { isList, isRecord } from '../contracts/document/json-value.ts';
import type { WarningTally } from '../contracts/warning-tally.ts';

const tablesMax = 20_000;

/** Reads a document; dates become texts. */
export function readToml(text: string, file: string, warnings: WarningTally): JsonRecord {
  try {
    return plain(parse(text));
  } catch {
    return tableByTable(text, file, warnings);
  }
}

const plain = (value: unknown): JsonRecord => {
  const told: unknown = JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each)),
  );
  return isRecord(told as JsonValue) ? (told as JsonRecord) : {};
};

function tableByTable(text: string, file: string, warnings: WarningTally): JsonRecord {
  const joined: Record<string, JsonValue> = {};
  let line = 1;
  let tables = 0;
  for (const piece of text.split(/^(?=\[)/m)) {
    tables += 1;
    if (tables > tablesMax) {
      warnings.add('too-many-elements', `more than ${tablesMax} tables in a faulty document`, { file, line });
      break;
    }
    try {
      for (const [name, value] of Object.entries(plain(parse(piece)))) {
        if (name === '__proto__') continue;
        const known = joined[name];
        if (isList(known) && isList(value)) joined[name] = [...known, ...value];
        else if (isRecord(known) && isRecord(value)) joined[name] = { ...known, ...value };
        else joined[name] ??= value;
      }
    } catch {
      warnings.add('syntax-error', 'TOML: a table that cannot be read', { file, line });
    }
    line += piece.split('\n').length - 1;
  }
  return joined;
}
