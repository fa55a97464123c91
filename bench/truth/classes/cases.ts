import { hash, type Random, random } from '../random.ts';
import type { Captured } from '../routes/api.ts';
import { CONFOUNDERS, CONFOUNDING_DOCUMENTS } from './confounders.ts';
import { DOCUMENTS } from './documents.ts';
import type { Label } from './labels.ts';
import { LOCALE_DOCUMENTS, LOCALE_POSITIVES } from './locale-positives.ts';
import { NEGATIVES } from './negatives.ts';
import { POSITIVES } from './positives.ts';

/** One operation and the kinds of data it carries. */
export interface ClassCase {
  readonly id: string;
  readonly host: string;
  /** What the case is about, for people. */
  readonly about: string;
  readonly expected: readonly Label[];
  /** Kinds that nobody would call wrong here. */
  readonly tolerated: readonly Label[];
  readonly requests: readonly Captured[];
}

interface Field {
  readonly name: string;
  readonly value: (random: Random) => unknown;
}

const EXCHANGES = 6;
const ALL_POSITIVES = [...POSITIVES, ...LOCALE_POSITIVES];
const ALL_NEGATIVES = [...NEGATIVES, ...CONFOUNDERS];
const ALL_DOCUMENTS = [...DOCUMENTS, ...LOCALE_DOCUMENTS, ...CONFOUNDING_DOCUMENTS];
const PLAIN: readonly Field[] = [
  { name: 'seq', value: (r) => r.int(1, 900) },
  { name: 'active', value: (r) => r.chance(0.5) },
  { name: 'currency', value: (r) => r.pick(['EUR', 'USD']) },
  { name: 'kind', value: (r) => r.pick(['standard', 'express']) },
];

/** Makes every case: each sensitive field alone or beside a look-alike, and each look-alike alone, and whole documents. */
export function classCases(seed: number): readonly ClassCase[] {
  const source = random(seed ^ hash('classes'));
  const positives = ALL_POSITIVES.flatMap((positive, rowAt) =>
    positive.fields.map((name) => {
      const id = `p${rowAt}-${name}`;
      const r = source.fork(id);
      const beside = positive.sendAs === undefined && r.chance(0.35) ? r.pick(ALL_NEGATIVES) : undefined;
      const besideName = beside === undefined ? undefined : r.pick(beside.fields);
      const look =
        beside === undefined || besideName === undefined || besideName === name
          ? []
          : [{ name: besideName, value: beside.value }];
      return made(
        id,
        `${positive.label} in ${name}`,
        [positive.label],
        [...(positive.also ?? []), ...(beside?.also ?? [])],
        [{ name, value: positive.value }, ...look],
        positive.sendAs ?? 'json',
        r,
      );
    }),
  );
  const negatives = ALL_NEGATIVES.flatMap((negative, rowAt) =>
    negative.fields.map((name) => {
      const id = `n${rowAt}-${name}`;
      return made(
        id,
        `${negative.kind} in ${name}`,
        [],
        negative.also ?? [],
        [{ name, value: negative.value }],
        'json',
        source.fork(id),
      );
    }),
  );
  const documents = ALL_DOCUMENTS.map((document): ClassCase => {
    const r = source.fork(document.id);
    const requests = Array.from(
      { length: EXCHANGES },
      (_, at): Captured => ({
        startedDateTime: new Date(Date.UTC(2026, 3, 1, 9, at)).toISOString(),
        method: 'GET',
        url: `https://host${document.path}`,
        status: 200,
        requestHeaders: {},
        requestBody: '',
        responseHeaders: { 'content-type': 'application/json' },
        responseBody: JSON.stringify(document.body(r)),
      }),
    );
    return {
      id: document.id,
      host: '',
      about: `document ${document.id}`,
      expected: document.expected,
      tolerated: document.tolerated ?? [],
      requests,
    };
  });
  return [...positives, ...negatives, ...documents].map((one, at) => ({ ...one, ...hosted(one, at) }));
}

/** One host a case, so that no operation's evidence reaches another's. */
function hosted(one: ClassCase, at: number): Pick<ClassCase, 'host' | 'requests'> {
  const host = `case${at}.truth.example`;
  return {
    host,
    requests: one.requests.map((request) => ({
      ...request,
      url: request.url.replace('//host', `//${host}`),
      requestHeaders: { ...request.requestHeaders, host },
    })),
  };
}

function made(
  id: string,
  about: string,
  expected: readonly Label[],
  tolerated: readonly Label[],
  fields: readonly Field[],
  sendAs: 'json' | 'form' | 'query',
  r: Random,
): ClassCase {
  const shape = r.pick(['top', 'nested', 'list', 'sent'] as const);
  const plain = [r.pick(PLAIN), r.pick(PLAIN)];
  const requests = Array.from({ length: EXCHANGES }, (_, at): Captured => {
    const record = () =>
      Object.fromEntries([...plain, ...fields].map((field) => [field.name, field.value(r)]));
    const base = {
      startedDateTime: new Date(Date.UTC(2026, 3, 1, 9, at)).toISOString(),
      responseHeaders: { 'content-type': 'application/json' },
      status: 200,
    };
    if (sendAs === 'query') {
      const query = new URLSearchParams(
        Object.entries(record()).map(([name, value]) => [name, String(value)]),
      );
      return {
        ...base,
        method: 'GET',
        url: `https://host/records?${query}`,
        requestHeaders: {},
        requestBody: '',
        responseBody: '{"ok":true}',
      };
    }
    if (sendAs === 'form') {
      const form = new URLSearchParams(
        Object.entries(record()).map(([name, value]) => [name, String(value)]),
      );
      return {
        ...base,
        method: 'POST',
        url: 'https://host/records',
        requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
        requestBody: String(form),
        responseBody: '{"ok":true}',
      };
    }
    if (shape === 'sent') {
      return {
        ...base,
        method: 'POST',
        url: 'https://host/records',
        requestHeaders: { 'content-type': 'application/json' },
        requestBody: JSON.stringify(record()),
        responseBody: '{"ok":true}',
      };
    }
    const body =
      shape === 'top'
        ? record()
        : shape === 'nested'
          ? { data: { attributes: record() } }
          : { items: [record(), record()] };
    return {
      ...base,
      method: 'GET',
      url: 'https://host/records',
      requestHeaders: {},
      requestBody: '',
      responseBody: JSON.stringify(body),
    };
  });
  return { id, host: '', about, expected, tolerated, requests };
}
