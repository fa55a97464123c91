/**
 * What the public can see of a site: its pages, their scripts and source maps, documents at known places, GraphQL endpoints; and from these the API
 * calls that its front end makes. Only the hosts that were given are asked, slowly, and robots.txt is heeded.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Evidence,
  type EvidenceWarning,
  joinEvidence,
  noEvidence,
  type Place,
  type Sighting,
  unknownAuth,
} from '../../model/sighting.ts';
import { type Grammars, openGrammars } from '../code/grammar.ts';
import { readContract, recogniseContract } from '../contracts/index.ts';
import { readFrontEnd } from './front-end.ts';
import { type PageForm, readPage } from './page.ts';
import {
  type Fetched,
  hostInScope,
  openPoliteClient,
  type PoliteClient,
  type VisitLimits,
} from './polite-client.ts';
import { inlineMap, sourceMapUrl, sourcesOf } from './source-map.ts';
import { introspectionQuery, oidcEndpoints, wellKnown } from './well-known.ts';

/** How to visit. */
export interface SiteOptions {
  /** Hosts that may be asked; the site's own when empty. */
  readonly scope: readonly string[];
  readonly limits?: Partial<VisitLimits>;
  readonly pagesMax?: number;
  readonly onProgress?: (progress: {
    readonly done: number;
    readonly total: number;
    readonly at: string;
  }) => void;
  readonly signal?: AbortSignal;
}

const pagesMaxByDefault = 40;
const scriptsMax = 200;

/**
 * Visits a site.
 *
 * @example
 * const evidence = await readSite(new URL('https://shop.example'), { scope: ['shop.example', 'api.shop.example'] });
 */
export async function readSite(start: URL, options: SiteOptions): Promise<Evidence> {
  const scope = options.scope.length === 0 ? [start.host] : options.scope;
  await using client = openPoliteClient({
    scope,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  using grammars = await openGrammars();
  return await new Visit(start, scope, client, grammars, options).run();
}

class Visit {
  readonly #start: URL;
  readonly #scope: readonly string[];
  readonly #client: PoliteClient;
  readonly #grammars: Grammars;
  readonly #options: SiteOptions;
  readonly #all: Evidence[] = [];
  readonly #warnings: EvidenceWarning[] = [];
  readonly #scripts = new Map<string, URL>();
  #files = 0;
  #lines = 0;

  constructor(
    start: URL,
    scope: readonly string[],
    client: PoliteClient,
    grammars: Grammars,
    options: SiteOptions,
  ) {
    this.#start = start;
    this.#scope = scope;
    this.#client = client;
    this.#grammars = grammars;
    this.#options = options;
  }

  async run(): Promise<Evidence> {
    await this.#pages();
    await this.#readScripts();
    await this.#documents();
    this.#sayRefusals();
    const joined = joinEvidence(this.#all);
    return {
      ...joined,
      covers: [
        ...joined.covers,
        {
          source: 'outside',
          root: this.#start.href,
          apis: [
            ...new Set(joined.sightings.filter(({ source }) => source === 'outside').map(({ api }) => api)),
          ],
          files: this.#files,
          lines: this.#lines,
        },
      ],
      warnings: [...joined.warnings, ...this.#warnings],
    };
  }

  #warn(code: string, detail: string, place: Place, count = 1): void {
    this.#warnings.push({ code, detail, place, count });
  }

  #count(text: string): void {
    this.#files += 1;
    this.#lines += text.split('\n').length;
  }

  #progress(done: number, total: number, at: string): void {
    this.#options.onProgress?.({ done, total, at });
  }

  /** Pages by their links, breadth first. */
  async #pages(): Promise<void> {
    const pagesMax = this.#options.pagesMax ?? pagesMaxByDefault;
    const queue: URL[] = [this.#start];
    const seen = new Set([pageKey(this.#start)]);
    let read = 0;
    for (let url = queue.shift(); url !== undefined && read < pagesMax; url = queue.shift()) {
      this.#progress(read, Math.min(pagesMax, read + queue.length + 1), url.href);
      const answer = await this.#client.fetch(url, { accept: 'text/html,*/*;q=0.5' });
      if (typeof answer === 'string') {
        if (read === 0) this.#warn('site-unread', `the site was not read: ${answer}`, { url: url.href });
        continue;
      }
      read += 1;
      if (isScript(answer)) {
        await this.#script(answer);
        continue;
      }
      if (!answer.type.includes('html')) {
        await this.#document(answer);
        continue;
      }
      this.#count(answer.text);
      const page = readPage(answer.text);
      const base =
        page.base !== null && URL.canParse(page.base, answer.url)
          ? new URL(page.base, answer.url)
          : answer.url;
      for (const address of page.scripts) this.#addScript(address, base);
      for (const [at, { text, line }] of page.inline.entries())
        await this.#code({ [`inline-${at + 1}.js`]: text }, answer.url, (_, inner) => ({
          url: answer.url.href,
          line: line + inner - 1,
        }));
      this.#all.push({
        ...noEvidence,
        sightings: page.forms.flatMap((form) => formSighting(form, base, answer.url, this.#scope)),
      });
      for (const link of page.links) {
        if (!URL.canParse(link, base)) continue;
        const next = new URL(link, base);
        next.hash = '';
        if (!this.#client.inScope(next) || seen.has(pageKey(next)) || seen.size > 5_000) continue;
        if (/\.(?:png|jpe?g|gif|svg|ico|webp|css|woff2?|pdf|zip|gz|mp4|mp3|exe|dmg)$/i.test(next.pathname))
          continue;
        seen.add(pageKey(next));
        queue.push(next);
      }
    }
    if (queue.length > 0)
      this.#warn(
        'too-many-pages',
        `only ${pagesMax} pages were read`,
        { url: this.#start.href },
        queue.length,
      );
  }

  #addScript(address: string, base: URL): void {
    if (!URL.canParse(address, base)) return;
    const url = new URL(address, base);
    if (!this.#client.inScope(url)) return;
    if (this.#scripts.size < scriptsMax) this.#scripts.set(url.href, base);
  }

  /** Scripts, and those that they load in their turn by name. */
  async #readScripts(): Promise<void> {
    const done = new Set<string>();
    for (;;) {
      const next = [...this.#scripts.keys()].find((href) => !done.has(href));
      if (next === undefined) return;
      done.add(next);
      this.#progress(done.size, this.#scripts.size, next);
      const answer = await this.#client.fetch(new URL(next));
      if (typeof answer === 'string') continue;
      if (answer.status !== 200 || answer.type.includes('html')) continue;
      await this.#script(answer);
    }
  }

  async #script(answer: Fetched): Promise<void> {
    const { url, text } = answer;
    this.#count(text);
    if (answer.truncated)
      this.#warn('too-large', 'only the beginning of the script was read', { url: url.href });
    const page = this.#scripts.get(url.href) ?? this.#start;
    // Chunks that a bundle loads by name, next to itself.
    for (const found of text.matchAll(/["'`](\.{0,2}\/?(?:[\w.-]+\/){0,6}[\w.-]{1,80}\.m?js)["'`]/g)) {
      const name = found[1] ?? '';
      if (name.includes('/')) this.#addScript(name, name.startsWith('.') ? url : page);
    }
    await this.#code({ 'bundle.js': text }, page, (_, line) => ({ url: url.href, line }));
    const mapped = sourceMapUrl(text, answer.headers['sourcemap'] ?? answer.headers['x-sourcemap']);
    if (mapped === null) return;
    const inline = inlineMap(mapped);
    if (inline !== null) {
      await this.#map(inline, url, page);
      return;
    }
    if (!URL.canParse(mapped, url)) return;
    const map = await this.#client.fetch(new URL(mapped, url));
    if (typeof map !== 'string' && map.status === 200) await this.#map(map.text, map.url, page);
  }

  async #map(text: string, url: URL, page: URL): Promise<void> {
    const sources = sourcesOf(text);
    if (sources === null) {
      this.#warn('source-map-unreadable', 'the source map cannot be read', { url: url.href });
      return;
    }
    this.#files += 1;
    await this.#code(sources, page, (file, line) => ({ url: url.href, file, line }));
  }

  async #code(
    files: Readonly<Record<string, string>>,
    page: URL,
    placeOf: (file: string, line: number) => Place,
  ): Promise<void> {
    if (Object.keys(files).length === 0) return;
    const found = await readFrontEnd({ files, placeOf, page }, this.#scope, this.#grammars);
    this.#all.push({ ...noEvidence, ...found });
  }

  /** What stands at places that are known. */
  async #documents(): Promise<void> {
    const origins = new Set([this.#start.origin]);
    for (const given of this.#scope)
      if (!given.startsWith('*.') && URL.canParse(`${this.#start.protocol}//${given}`))
        origins.add(new URL(`${this.#start.protocol}//${given}`).origin);
    for (const origin of [...origins].slice(0, 8)) {
      for (const [at, { path, what }] of wellKnown.entries()) {
        const url = new URL(path, origin);
        this.#progress(at, wellKnown.length, url.href);
        if (what === 'graphql') {
          await this.#graphql(url);
          continue;
        }
        const answer = await this.#client.fetch(url, {
          accept: 'application/json, application/yaml, */*;q=0.5',
        });
        if (typeof answer === 'string' || answer.status !== 200 || answer.type.includes('html')) continue;
        if (what === 'oidc') this.#oidc(answer);
        else await this.#document(answer);
      }
    }
  }

  /** A contract that is published is a contract, at the URL where it stands. */
  async #document(answer: Fetched): Promise<void> {
    if (answer.status !== 200) return;
    const name = answer.url.pathname.split('/').at(-1) ?? '';
    const ending = /\.(?:json|ya?ml|graphqls?|wsdl|xml)$/i.test(name)
      ? ''
      : /^\s*[{[]/.test(answer.text)
        ? '.json'
        : '.yaml';
    const shown = `${name === '' ? 'document' : name}${ending}`.replace(/[^\w.-]/g, '_');
    if (recogniseContract(Buffer.from(answer.text.slice(0, 65_536)), shown) === null) return;
    await this.#contract(answer.text, shown, answer.url);
  }

  async #contract(text: string, name: string, url: URL): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'heliostat-outside-'));
    try {
      const absolute = join(folder, name);
      await writeFile(absolute, text);
      const evidence = await readContract({ path: name, absolute, root: folder });
      this.#count(text);
      const there = (place: Place): Place => {
        const { file: _, ...rest } = place;
        return { ...rest, url: url.href };
      };
      this.#all.push({
        ...evidence,
        covers: evidence.covers.map((cover) => ({ ...cover, root: url.href })),
        sightings: evidence.sightings.map((one) => ({
          ...one,
          hosts: one.hosts.length === 0 ? [url.host] : one.hosts,
          place: there(one.place),
        })),
        warnings: evidence.warnings.map((one) => ({ ...one, place: there(one.place) })),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A GraphQL endpoint that tells its schema to anybody. */
  async #graphql(url: URL): Promise<void> {
    const answer = await this.#client.fetch(url, {
      method: 'POST',
      body: JSON.stringify({ query: introspectionQuery }),
      accept: 'application/json',
    });
    if (typeof answer === 'string' || !answer.type.includes('json')) return;
    let value: unknown;
    try {
      value = JSON.parse(answer.text);
    } catch {
      return;
    }
    if (typeof value !== 'object' || value === null || !('data' in value || 'errors' in value)) return;
    const tells =
      'data' in value && typeof value.data === 'object' && value.data !== null && '__schema' in value.data;
    this.#all.push({
      ...noEvidence,
      sightings: [
        operation(
          url,
          'POST',
          url,
          tells ? 'GraphQL endpoint that tells its schema to anybody' : 'GraphQL endpoint',
          tells ? ['introspection'] : [],
        ),
      ],
    });
    if (tells) await this.#contract(answer.text, 'introspection.json', url);
  }

  #oidc(answer: Fetched): void {
    let value: unknown;
    try {
      value = JSON.parse(answer.text);
    } catch {
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    this.#count(answer.text);
    const sightings: Sighting[] = [];
    for (const [key, [method, purpose]] of Object.entries(oidcEndpoints)) {
      const address: unknown = Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
      if (typeof address !== 'string' || !URL.canParse(address)) continue;
      const target = new URL(address);
      if (this.#client.inScope(target))
        sightings.push(operation(target, method, answer.url, purpose, ['oidc']));
    }
    this.#all.push({ ...noEvidence, sightings });
  }

  #sayRefusals(): void {
    const said: Readonly<Record<string, string>> = {
      robots: 'robots.txt asks not to read them',
      bound: 'a bound of the visit was met',
      failed: 'they did not answer',
    };
    for (const [reason, count] of Object.entries(this.#client.refused)) {
      const detail = said[reason];
      if (detail !== undefined && count > 0)
        this.#warn(
          `outside-${reason}`,
          `requests that were not made or not answered: ${detail}`,
          { url: this.#start.href },
          count,
        );
    }
  }
}

const isScript = ({ type, url }: Fetched): boolean =>
  /javascript|ecmascript/.test(type) || /\.m?js$/.test(url.pathname);

/** Pages that differ in their query alone are one, as far as scripts go. */
const pageKey = (url: URL): string => `${url.origin}${url.pathname}`;

const operation = (
  target: URL,
  method: string,
  seen: URL,
  purpose: string,
  tags: readonly string[],
): Sighting => ({
  source: 'outside',
  kind: 'rest',
  api: target.host,
  hosts: [target.host],
  method,
  path: target.pathname.replace(/(?<=.)\/+$/, ''),
  place: { url: seen.href },
  framework: 'well-known',
  params: [],
  auth: unknownAuth,
  mounted: true,
  role: 'app',
  deprecated: false,
  purpose: { text: purpose, from: 'name' },
  handler: null,
  tags,
  confidence: 0.95,
});

function formSighting(form: PageForm, base: URL, page: URL, scope: readonly string[]): readonly Sighting[] {
  if (!URL.canParse(form.action, base)) return [];
  const target = new URL(form.action, base);
  if (!/^https?:$/.test(target.protocol) || !hostInScope(target.host, scope)) return [];
  // A search box that leads back to its own page is part of the page.
  if (form.method === 'GET' && (form.action === '' || target.pathname === page.pathname)) return [];
  if (form.fields.length === 0 && form.method === 'GET') return [];
  return [
    {
      ...operation(target, form.method, page, '', []),
      place: { url: page.href, line: form.line },
      framework: 'html-form',
      purpose: null,
      params: form.fields.map(({ name, type }) => ({
        name,
        in: form.method === 'GET' ? 'query' : 'form',
        type:
          type === 'file'
            ? 'file'
            : type === 'number'
              ? 'number'
              : type === 'email'
                ? 'string:email'
                : 'string',
        required: null,
      })),
      confidence: 0.8,
    },
  ];
}
