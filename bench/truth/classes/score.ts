import type { ClassCase } from './cases.ts';
import { idsOf, type Label } from './labels.ts';

export interface ClassTally {
  readonly right: number;
  readonly missed: number;
  readonly wrong: number;
}

export interface ClassesScore {
  readonly cases: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** By the product's class id. */
  readonly byClass: Readonly<Record<string, ClassTally>>;
  readonly misses: readonly string[];
  readonly falseAlarms: readonly string[];
}

/** Compares the classes shown for each case's operation with its labels. */
export function scoreClasses(
  cases: readonly ClassCase[],
  shown: (one: ClassCase) => readonly string[],
  judged: (id: string) => boolean = () => true,
): ClassesScore {
  const tallies = new Map<string, { right: number; missed: number; wrong: number }>();
  const tally = (id: string) => {
    const known = tallies.get(id) ?? { right: 0, missed: 0, wrong: 0 };
    tallies.set(id, known);
    return known;
  };
  const misses: string[] = [];
  const falseAlarms: string[] = [];
  const ids = (labels: readonly Label[]) => labels.flatMap((label) => idsOf(label)).filter(judged);
  for (const one of cases) {
    const found = new Set(shown(one));
    const expected = new Set(ids(one.expected));
    const tolerated = new Set(ids(one.tolerated));
    const sample = () => sampleOf(one);
    for (const id of expected) {
      if (found.has(id)) tally(id).right += 1;
      else {
        tally(id).missed += 1;
        misses.push(
          `${id}: ${one.about}${found.size > 0 ? ` (shown ${[...found].join(', ')})` : ''}: ${sample()}`,
        );
      }
    }
    for (const id of found) {
      if (expected.has(id) || tolerated.has(id)) continue;
      tally(id).wrong += 1;
      falseAlarms.push(`${id}: ${one.about}: ${sample()}`);
    }
  }
  const total = [...tallies.values()].reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      missed: sum.missed + one.missed,
      wrong: sum.wrong + one.wrong,
    }),
    { right: 0, missed: 0, wrong: 0 },
  );
  const precision = total.right / Math.max(1, total.right + total.wrong);
  const recall = total.right / Math.max(1, total.right + total.missed);
  return {
    cases: cases.length,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    byClass: Object.fromEntries([...tallies].sort(([a], [b]) => a.localeCompare(b))),
    misses,
    falseAlarms,
  };
}

function sampleOf(one: ClassCase): string {
  const request = one.requests[0];
  if (request === undefined) return '';
  const query = request.url.split('?')[1];
  return (request.requestBody || (query === undefined ? request.responseBody : `?${query}`)).slice(0, 180);
}

const NAIVE: readonly (readonly [id: string, pattern: RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+\.\w+/],
  ['phone', /\+?\d[\d\s()/-]{7,14}\d/],
  ['card-number', /\b\d{13,19}\b/],
  ['ip-address', /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/],
];

/** The classes a handful of naive patterns know. */
export const NAIVE_IDS: readonly string[] = NAIVE.map(([id]) => id);

/** What a handful of naive patterns would show: no check digits, no field names. */
export function classControl(one: ClassCase): readonly string[] {
  const text = one.requests
    .map(
      (request) =>
        `${decodeURIComponent(request.url.split('?')[1]?.replace(/\+/g, ' ') ?? '')} ${request.requestBody} ${request.responseBody}`,
    )
    .join('\n');
  return NAIVE.filter(([, pattern]) => pattern.test(text)).map(([id]) => id);
}
