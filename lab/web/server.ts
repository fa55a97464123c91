import { readFileSync } from 'node:fs';
import { listen, targetOf } from '../http/listener.ts';
import type { Listener } from '../http/listener.ts';

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/**
 * The web front end: one page, its built bundle, and the bundle's source map, which the build left there.
 *
 * @param apiUrl the API as browsers reach it
 * @param bundleKey what stands for the booking key in the bundle
 */
export const startWeb = (port: number, apiUrl: () => string, bundleKey: string): Promise<Listener> => {
  const page = asset('./dist/index.html');
  const bundle = asset('./dist/assets/app.js').replace('__BOOKING_KEY__', bundleKey);
  const map = asset('./dist/assets/app.js.map');
  const style = asset('./dist/assets/app.css');
  const files: Readonly<Record<string, () => readonly [type: string, body: string]>> = {
    '/': () => ['text/html; charset=utf-8', page],
    '/index.html': () => ['text/html; charset=utf-8', page],
    '/assets/app.js': () => ['text/javascript; charset=utf-8', bundle],
    '/assets/app.js.map': () => ['application/json', map],
    '/assets/app.css': () => ['text/css; charset=utf-8', style],
    '/config.json': () => ['application/json', JSON.stringify({ api: apiUrl() })],
    '/robots.txt': () => ['text/plain', 'User-agent: *\nDisallow: /v2/\n'],
  };
  return listen(port, (request, response) => {
    response.on('error', () => response.destroy());
    request.resume();
    const { path } = targetOf(request);
    const file = Object.hasOwn(files, path) ? files[path]?.() : undefined;
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    const [type, body] = file;
    response.writeHead(200, { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) });
    response.end(request.method === 'HEAD' ? '' : body);
  });
};
