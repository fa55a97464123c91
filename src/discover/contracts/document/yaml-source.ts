import { EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import type { WarningTally } from '../warning-tally.ts';
import { isRecord } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import { aliasedNodesMax, depthMax } from './positioned-value.ts';
import type { PositionedValue } from './positioned-value.ts';

/** Parts that are left out, one after the other, so that the rest of a faulty document can be read. */
const repairsMax = 8;

/** Time for all attempts at one document. */
const repairMsMax = 10_000;

/** Names that all merge keys (`<<`) of a document may bring in. */
const mergedMax = 1_000_000;

/** Plain scalars of the core schema (YAML 1.2.2, 10.3.2). */
const plainScalar = (text: string): JsonValue => {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (
    text.length < 40 &&
    /^(?:0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/.test(text)
  ) {
    return Number(text);
  }
  return text;
};

/** A list or mapping that is being filled. */
interface Open {
  readonly value: JsonValue[] | Record<string, JsonValue>;
  readonly anchor: string | null;
  /** Offset of its first sign. */
  readonly start: number;
  /** Nodes within, with aliases spelled out. */
  size: number;
  /** Key that waits for its value; null when the next scalar is a key. */
  key: string | null;
  keyLine: number;
  readonly merged: Record<string, JsonValue>[];
}

/** Turns the events of the first document into a value with lines. */
class YamlBuilder {
  readonly #text: string;
  readonly #file: string;
  readonly #warnings: WarningTally;
  readonly lines = new Map<object, number>();
  readonly #anchors = new Map<string, { readonly value: JsonValue; readonly size: number }>();
  readonly #open: Open[] = [];
  #root: JsonValue | undefined;
  #offset = 0;
  #line = 1;
  #spelledOut = 0;
  #merged = 0;

  constructor(text: string, file: string, warnings: WarningTally) {
    this.#text = text;
    this.#file = file;
    this.#warnings = warnings;
  }

  build(events: readonly Event[]): JsonValue {
    for (const event of events) {
      // A second document stays unread.
      if (event.type === EVENT_ID.DOCUMENT && this.#root !== undefined && this.#root !== null) break;
      this.#take(event);
    }
    return this.#root ?? null;
  }

  #warn(code: string, detail: string): void {
    this.#warnings.add(code, detail, { file: this.#file, line: this.#line });
  }

  /** Events come in the order of the text: lines are counted once. */
  #lineAt(offset: number): number {
    while (this.#offset < offset) {
      const next = this.#text.indexOf('\n', this.#offset);
      if (next === -1 || next >= offset) break;
      this.#line += 1;
      this.#offset = next + 1;
    }
    return this.#line;
  }

  #take(event: Event): void {
    if (event.type === EVENT_ID.SCALAR) {
      this.#lineAt(event.valueStart);
      this.#scalar(event);
    } else if (event.type === EVENT_ID.ALIAS) {
      this.#lineAt(event.anchorStart);
      this.#alias(this.#text.slice(event.anchorStart, event.anchorEnd));
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const line = this.#lineAt(event.start);
      const holder = this.#open.at(-1);
      const keyed = holder !== undefined && !Array.isArray(holder.value) && holder.key !== null;
      const value = event.type === EVENT_ID.MAPPING ? {} : [];
      this.lines.set(value, keyed ? holder.keyLine : line);
      this.#open.push({
        value,
        start: event.start,
        anchor: event.anchorStart < 0 ? null : this.#text.slice(event.anchorStart, event.anchorEnd),
        size: 1,
        key: null,
        keyLine: line,
        merged: [],
      });
    } else if (event.type === EVENT_ID.POP) this.#close();
  }

  #scalar(event: ScalarEvent): void {
    const source = getScalarValue(this.#text, event);
    const holder = this.#open.at(-1);
    if (holder !== undefined && !Array.isArray(holder.value) && holder.key === null) {
      holder.key = source;
      holder.keyLine = this.#line;
      return;
    }
    const tag = event.tagStart < 0 ? '' : this.#text.slice(event.tagStart, event.tagEnd);
    const value =
      event.style === SCALAR_STYLE.PLAIN && tag !== '!!str' && tag !== '!' ? plainScalar(source) : source;
    if (event.anchorStart >= 0) {
      this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), { value, size: 1 });
    }
    this.#put(value, 1);
  }

  #alias(name: string): void {
    const anchor = this.#anchors.get(name);
    if (anchor === undefined) {
      const circular = this.#open.some((open) => open.anchor === name);
      if (circular) this.#warn('reference-circular', `the alias *${name} stands within its own anchor`);
      else this.#warn('syntax-error', `the alias *${name} has no anchor`);
      this.#put(null, 1);
      return;
    }
    this.#spelledOut += anchor.size;
    if (this.#spelledOut > aliasedNodesMax) {
      this.#warn('alias-bomb', `aliases stand for more than ${aliasedNodesMax} nodes; they were left empty`);
      this.#put(null, 1);
      return;
    }
    this.#put(anchor.value, anchor.size);
  }

  #close(): void {
    const open = this.#open.pop();
    // The end of the document itself closes nothing that was opened here.
    if (open === undefined) return;
    if (!Array.isArray(open.value)) {
      for (const merged of open.merged) {
        if (this.#merged > mergedMax) {
          this.#warn('alias-bomb', `merge keys stand for more than ${mergedMax} names; they were left out`);
          break;
        }
        const members = Object.entries(merged);
        this.#merged += members.length;
        for (const [name, value] of members) {
          if (!Object.hasOwn(open.value, name)) open.value[name] = value;
        }
      }
    }
    const holder = this.#open.at(-1);
    if (holder !== undefined && !Array.isArray(holder.value) && holder.key === null) {
      const templated = this.#text.startsWith('{{', holder.start);
      this.#warn(
        templated ? 'templated' : 'syntax-error',
        templated ? 'a template stands where YAML is due' : 'a list or mapping stands where a name is due',
      );
      holder.key = '';
      return;
    }
    if (open.anchor !== null) this.#anchors.set(open.anchor, { value: open.value, size: open.size });
    this.#put(open.value, open.size);
  }

  #put(value: JsonValue, size: number): void {
    const holder = this.#open.at(-1);
    if (holder === undefined) {
      this.#root ??= value;
      return;
    }
    holder.size += size;
    if (Array.isArray(holder.value)) {
      holder.value.push(value);
      return;
    }
    // An alias may stand for a name.
    if (holder.key === null) holder.key = typeof value === 'string' ? value : '';
    else {
      this.#putMember(holder, holder.value, holder.key, value);
      holder.key = null;
    }
  }

  #putMember(holder: Open, record: Record<string, JsonValue>, key: string, value: JsonValue): void {
    if (key === '<<') {
      for (const merged of Array.isArray(value) ? (value as readonly JsonValue[]) : [value]) {
        if (isRecord(merged)) holder.merged.push(merged);
      }
      return;
    }
    if (Object.hasOwn(record, key)) {
      this.#warnings.add('duplicate-key', `the name “${key}” stands twice; the last is taken`, {
        file: this.#file,
        line: holder.keyLine,
      });
    }
    // An assignment to `__proto__` would not make a member.
    if (key !== '__proto__') record[key] = value;
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Leaves out what keeps a text from being read: a line of a template language, or else the block in which line `at` (0-based) stands. */
const withoutFault = (lines: readonly string[], at: number): readonly string[] | null => {
  const faulty = lines[at] ?? '';
  const kept = [...lines];
  if (/\{\{/.test(faulty)) {
    kept[at] = '';
    return kept;
  }
  // The start of the block: the nearest line above that is less indented, not counting empty ones.
  let start = at;
  const indent = indentOf(faulty);
  for (let line = at - 1; line >= 0; line -= 1) {
    const text = lines[line] ?? '';
    if (text.trim() !== '' && indentOf(text) < Math.max(indent, 1)) {
      start = line;
      break;
    }
  }
  const from = indentOf(lines[start] ?? '');
  if (from === 0) {
    // A fault at the outermost level: keep what stands before it.
    if (at === 0) return null;
    return lines.slice(0, at);
  }
  let end = start + 1;
  while (end < lines.length && ((lines[end] ?? '').trim() === '' || indentOf(lines[end] ?? '') > from))
    end += 1;
  for (let line = start; line < Math.max(end, at + 1); line += 1) kept[line] = '';
  return kept;
};

const eventsOf = (text: string): readonly Event[] | YAMLException => {
  try {
    return parseEvents(text, { maxDepth: depthMax });
  } catch (error) {
    if (error instanceof YAMLException) return error;
    if (error instanceof RangeError) return new YAMLException('the document is nested too deeply');
    throw error;
  }
};

/**
 * Reads the first YAML document of a text with the line of each mapping and list. A fault costs the block it stands in; aliases that stand
 * for too many nodes are left empty; of two equal keys the last counts.
 */
export const readYamlSource = (text: string, file: string, warnings: WarningTally): PositionedValue => {
  const stopAt = performance.now() + repairMsMax;
  let current = text;
  for (let repairs = 0; ; repairs += 1) {
    const events = eventsOf(current);
    if (!(events instanceof YAMLException)) {
      const builder = new YamlBuilder(current, file, warnings);
      return { value: builder.build(events), lines: builder.lines };
    }
    const line = events.mark?.line ?? 0;
    const lines = current.split('\n');
    const templated = /\{\{/.test(lines[line] ?? '');
    const deep = /depth|nested/i.test(events.reason);
    warnings.add(
      deep ? 'too-deep' : templated ? 'templated' : 'syntax-error',
      templated ? 'a template stands where YAML is due' : `YAML: ${events.reason}`,
      { file, line: line + 1 },
    );
    const next = repairs < repairsMax && performance.now() < stopAt ? withoutFault(lines, line) : null;
    if (next === null) return { value: null, lines: new Map() };
    current = next.join('\n');
  }
};
