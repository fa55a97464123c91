/** Serves the built console: hashed files for ever, `index.html` fresh, and `index.html` for every address that the console routes itself. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { HeliostatError } from '../model/errors.ts';
import type { Elsewhere } from './control-api.ts';
import { contentSecurityPolicy } from './http/security-headers.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The file below the folder that a path names; null when it would lie outside, is hidden, or is of no known type. */
function fileFor(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (
    decoded.includes('\0') ||
    decoded.includes('\\') ||
    decoded.split('/').some((part) => part.startsWith('.'))
  )
    return null;
  const file = resolve(join(folder, decoded));
  return file.startsWith(folder + sep) && extname(file) in mediaTypes ? file : null;
}

async function readIfThere(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}

/** Answers everything that is not below `/api`. */
export function serveConsole(consoleFolder: string | null): Elsewhere {
  if (consoleFolder === null) return (request) => (isRead(request) ? notBuilt() : refuse());
  const folder = resolve(consoleFolder);
  return async (request) => {
    if (!isRead(request)) return refuse();
    const { pathname } = new URL(request.url);
    const file = fileFor(folder, pathname);
    const content = file === null ? null : await readIfThere(file);
    if (file !== null && content !== null) {
      // The build writes a content hash into the names below /assets, so those never change.
      const cache = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return reply(content, extname(file), file.endsWith('index.html') ? 'no-store' : cache);
    }
    if (extname(pathname) in mediaTypes || pathname.startsWith('/assets/'))
      throw new HeliostatError('not-found');
    const index = await readIfThere(join(folder, 'index.html'));
    return index === null ? notBuilt() : reply(index, '.html', 'no-store');
  };
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function refuse(): never {
  throw new HeliostatError('method-refused');
}

function reply(content: Buffer<ArrayBuffer>, extension: string, cacheControl: string): Response {
  return new Response(content, {
    headers: {
      'content-type': mediaTypes[extension] ?? 'application/octet-stream',
      'content-length': String(content.byteLength),
      'cache-control': cacheControl,
    },
  });
}

const notBuiltStyle = `:root{color-scheme:light dark;--ground:#f7f6f3;--ink:#1c1b18;--soft:#6b675e;--light:#b8730a;--line:#e2ded5}
@media (prefers-color-scheme:dark){:root{--ground:#14130f;--ink:#eeeae0;--soft:#9c968a;--light:#f0b24a;--line:#2e2b25}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
main{max-width:34rem;padding:2.5rem 1.5rem}svg{width:3rem;height:3rem;color:var(--light)}h1{font-size:1.5rem;line-height:1.25;margin:1rem 0 .5rem}
p{margin:.5rem 0;color:var(--soft)}pre{margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;overflow:auto;font:14px/1.5 ui-monospace,monospace}a{color:var(--light)}`;

const notBuiltPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Heliostat</title><style>${notBuiltStyle}</style></head>
<body><main>
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="4"/><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2"/></svg>
<h1>The hub runs. Its console has not been built yet.</h1>
<p>The gateway, the inventory and the control API work without it. In the checkout, build the console and load this page again:</p>
<pre>npm run build:console</pre>
<p>The control API describes itself at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
</main></body></html>
`;

function notBuilt(): Response {
  const hash = createHash('sha256').update(notBuiltStyle).digest('base64');
  return new Response(notBuiltPage, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(`sha256-${hash}`),
      'retry-after': '10',
    },
  });
}
