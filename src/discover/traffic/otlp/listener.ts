/** Takes in spans over HTTP (OTLP 1.x): `POST /v1/traces`, Protocol Buffers or JSON, gzipped or not. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { MirrorConfig } from '../../../config/mirror.ts';
import {
  type ComponentSighting,
  type Evidence,
  noEvidence,
  type OutboundSighting,
  type Sighting,
} from '../../../model/sighting.ts';
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import { closed, listening, type Mirror } from '../mirror/listener.ts';
import { WireError } from './protobuf.ts';
import { toldBy } from './span-evidence.ts';
import { type Span, spansOfBytes, spansOfJson } from './span.ts';

/** What a receiver of spans needs. */
export interface SpanReceiverOptions {
  readonly config: MirrorConfig;
  readonly take: (raw: RawExchange, origin: string) => void;
  /** Routes, calls to others and databases that were not told before. */
  readonly onEvidence: (evidence: Evidence) => void;
}

const unzip = promisify(gunzip);
const requestTimeoutMs = 30_000;
const unzippedBytesMax = 67_108_864;
/** Routes, calls and databases that are remembered, so that each is told once. */
const toldMax = 65_536;

/**
 * Starts to listen.
 *
 * @throws HeliostatError `port-in-use`
 */
export async function startSpanReceiver(options: SpanReceiverOptions): Promise<Mirror> {
  const { config } = options;
  const told = new Set<string>();
  let refused = 0;
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    void respond(request, options, told)
      .catch(() => 500)
      .then((status) => {
        if (status !== 200) refused += 1;
        answer(request, response, status);
      });
  });
  server.maxConnections = config.connectionsMax;
  server.on('clientError', (_, socket) => {
    refused += 1;
    socket.destroy();
  });
  await listening(server, config.host, config.port);
  return {
    port: (server.address() as AddressInfo).port,
    refused: () => refused,
    [Symbol.asyncDispose]: () => closed(server),
  };
}

/** What OTLP asks for: an empty message says that all was taken; 4xx is not to be tried again. */
function answer(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  const isJson = /json/i.test(request.headers['content-type'] ?? '');
  response.writeHead(status, {
    'content-type': isJson ? 'application/json' : 'application/x-protobuf',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(isJson ? '{}' : undefined);
}

async function respond(
  request: IncomingMessage,
  { config, take, onEvidence }: SpanReceiverOptions,
  told: Set<string>,
): Promise<number> {
  const path = (request.url ?? '').replace(/\?.*$/s, '').replace(/\/+$/, '');
  if (path !== '/v1/traces') return 404;
  if (request.method !== 'POST') return 405;
  const type = (request.headers['content-type'] ?? '').toLowerCase().replace(/;.*$/s, '').trim();
  if (type !== 'application/json' && type !== 'application/x-protobuf') return 415;
  const body = await bodyOf(request, config.bodyBytesMax);
  if (body === null) return 413;
  const coding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (coding !== 'identity' && coding !== 'gzip') return 415;
  let spans: readonly Span[];
  try {
    const bytes = coding === 'gzip' ? await unzip(body, { maxOutputLength: unzippedBytesMax }) : body;
    spans =
      type === 'application/json' ? spansOfJson(JSON.parse(bytes.toString('utf8'))) : spansOfBytes(bytes);
  } catch (error) {
    if (error instanceof WireError || error instanceof SyntaxError) return 400;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return 413;
    if (code.startsWith('Z_')) return 400;
    throw error;
  }
  const found = collect(spans, config, take, told);
  if (found !== null) onEvidence(found);
  return 200;
}

function collect(
  spans: readonly Span[],
  config: MirrorConfig,
  take: SpanReceiverOptions['take'],
  told: Set<string>,
): Evidence | null {
  const sightings: Sighting[] = [];
  const outbound: OutboundSighting[] = [];
  const components: ComponentSighting[] = [];
  const isNew = (...parts: readonly (string | null)[]): boolean => {
    const key = parts.join('\0');
    if (told.has(key) || told.size >= toldMax) return false;
    told.add(key);
    return true;
  };
  for (const span of spans) {
    const one = toldBy(span);
    if (one === null) continue;
    if ('raw' in one) {
      const service = config.service ?? one.raw.service;
      take({ ...one.raw, service }, config.name);
      const { sighting } = one;
      if (sighting !== null && isNew('route', service, sighting.method, sighting.path))
        sightings.push({ ...sighting, api: service });
    } else if ('outbound' in one) {
      const { api, host, method, path } = one.outbound;
      if (isNew('outbound', api, host, method, path)) outbound.push(one.outbound);
    } else if (isNew('component', one.component.api, one.component.kind, one.component.name))
      components.push(one.component);
  }
  return sightings.length + outbound.length + components.length === 0
    ? null
    : {
        ...noEvidence,
        covers: [
          {
            source: 'traffic',
            root: `otlp:${config.name}`,
            apis: [...new Set([...sightings, ...outbound, ...components].map(({ api }) => api))],
            files: 0,
            lines: 0,
          },
        ],
        sightings,
        outbound,
        components,
      };
}

/** The body; null when it is longer than the bound. */
async function bodyOf(request: IncomingMessage, bodyBytesMax: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return null;
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
