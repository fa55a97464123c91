import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from '../platform.ts';
import { Refusal, problem } from './answer.ts';
import type { Answer } from './answer.ts';
import { targetOf } from './listener.ts';
import { waitingRoomPath } from '../waiting-room/socket.ts';
import type { createRouter } from './router.ts';

const corsHeaders = (platform: Platform, request: IncomingMessage): Readonly<Record<string, string>> => {
  const { origin } = request.headers;
  const allowed =
    origin === undefined ? undefined : platform.rules['cors-any-origin'](origin, platform.webOrigins);
  if (allowed === undefined) return origin === undefined ? {} : { vary: 'origin' };
  return {
    'access-control-allow-origin': allowed,
    'access-control-allow-credentials': 'true',
    vary: 'origin',
  };
};

const preflight = (): Answer => ({
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, x-api-key',
    'access-control-max-age': '600',
  },
  body: null,
});

const failed = (platform: Platform, error: unknown, doing: string): Answer => {
  if (error instanceof Refusal)
    return problem(error.status, error.message, error.detail === undefined ? {} : { detail: error.detail });
  const shown = platform.rules['verbose-errors'](
    error instanceof Error ? error : new Error(String(error)),
    doing,
  );
  const detail = shown.detail === undefined ? {} : { detail: shown.detail };
  return problem(shown.status, shown.title, { ...detail, reference: randomBytes(4).toString('hex') });
};

const answerOf = async (
  platform: Platform,
  router: ReturnType<typeof createRouter>,
  request: IncomingMessage,
): Promise<Answer> => {
  const { path, query } = targetOf(request);
  const method = request.method ?? 'GET';
  if (method === 'OPTIONS') return preflight();
  const match = router(method === 'HEAD' ? 'GET' : method, path);
  if (path === waitingRoomPath)
    return {
      ...problem(426, 'The waiting room is a WebSocket'),
      headers: { 'content-type': 'application/problem+json', upgrade: 'websocket', connection: 'upgrade' },
    };
  if (match.kind === 'nothing') return problem(404, 'There is nothing here');
  if (match.kind === 'method')
    return {
      ...problem(405, 'Not by this method'),
      headers: { 'content-type': 'application/problem+json', allow: match.allow.join(', ') },
    };
  try {
    return await match.route.handle({
      platform,
      request,
      params: match.params,
      query,
      address: request.socket.remoteAddress ?? '',
    });
  } catch (error) {
    return failed(platform, error, `${method} ${match.route.path}`);
  }
};

const write = (
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  more: Readonly<Record<string, string>>,
): void => {
  if (response.destroyed || response.headersSent) return;
  const { stream, body } = answer;
  const headers: Record<string, string> = { ...more, ...answer.headers };
  if (!stream && answer.status !== 204)
    headers['content-length'] = String(body === null ? 0 : Buffer.byteLength(body));
  // What is too large is not read to its end either.
  if (answer.status === 413) headers['connection'] = 'close';
  try {
    response.writeHead(answer.status, headers);
  } catch {
    response.writeHead(500, { 'content-length': '0' });
    response.end();
    return;
  }
  if (request.method === 'HEAD' || answer.status === 204) response.end();
  else if (stream) stream(response);
  else response.end(body ?? '');
};

/** The API's request listener: it answers everything, whatever comes. */
export const createApi =
  (platform: Platform, router: ReturnType<typeof createRouter>) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => response.destroy());
    request.on('error', () => request.destroy());
    const more = { ...corsHeaders(platform, request), 'x-request-id': randomBytes(8).toString('hex') };
    answerOf(platform, router, request).then(
      (answer) => {
        write(request, response, answer, more);
      },
      () => response.destroy(),
    );
  };
