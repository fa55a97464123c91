/** The host that a log's name tells, for logs whose lines name none. */
import { basename } from 'node:path';

/**
 * `api.example.org-access.log.2.gz` is about `api.example.org`; `unknown` when the name tells nothing.
 *
 * @example
 * hostOfFile('/var/log/nginx/api.example.org.access.log.1'); // 'api.example.org'
 */
export function hostOfFile(file: string): string {
  const name = basename(file)
    .slice(0, 255)
    .toLowerCase()
    .replace(/\.(gz|txt)$/, '')
    .replace(/[.-]\d{1,10}$/, '')
    .replace(/\.(log|txt|json|jsonl|ndjson)$/, '')
    .replace(/[.-]\d{1,10}$/, '');
  const host = name
    .replace(/^(?:ssl[._-])?(?:access|log)[._-]/, '')
    .replace(/[._-](?:ssl[._-])?(?:access|log|ssl_access|access_log)(?:[._-]ssl)?$/, '');
  // Without a word that says `log` a name with dots is only a name.
  if (host === name) return 'unknown';
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,30}$/.test(host) ? host : 'unknown';
}
