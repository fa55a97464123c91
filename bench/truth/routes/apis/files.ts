import { date, hex, oneOf, uuid, word } from '../../ids.ts';
import { HEX, type Random } from '../../random.ts';
import { ADJECTIVES, NOUNS } from '../../words.ts';
import type { ApiSpec } from '../api.ts';

const EXTENSIONS = ['pdf', 'docx', 'jpg', 'csv', 'txt', 'zip', 'xlsx', 'mp4'];
const path = (r: Random) =>
  [
    ...Array.from({ length: r.int(0, 4) }, () =>
      r.pick([
        'Documents',
        'photos',
        '2024',
        '2025',
        'clients',
        'archive',
        'Q3 report',
        'invoices',
        r.pick(NOUNS),
      ]),
    ),
    `${r.pick(ADJECTIVES)}_${r.pick(NOUNS)}${r.chance(0.3) ? `-${r.int(1, 99)}` : ''}.${r.pick(EXTENSIONS)}`,
  ]
    .map((part) => encodeURIComponent(part))
    .join('/');
const folder = (r: Random) =>
  Array.from({ length: r.int(1, 4) }, () =>
    r.pick(['Documents', 'photos', '2024', '2025', 'clients', r.pick(NOUNS)]),
  ).join('/');

export const files: ApiSpec = {
  id: 'files',
  title: 'File storage: nested paths behind a wildcard',
  host: 'storage.boxhaven.example',
  requests: 1500,
  actors: [
    { kind: 'opaque', count: 18, share: 7 },
    { kind: 'key', count: 3, share: 3 },
    { kind: 'none', count: 4, share: 0.8 },
  ],
  params: {
    bucket: {
      make: (r) => `${r.pick(NOUNS)}-${r.pick(['prod', 'backup', 'media', 'logs'])}`,
      size: 18,
      skew: 1,
    },
    path: { make: (r) => path(r), size: 260, skew: 0.7 },
    folder: { make: (r) => folder(r), size: 70, skew: 0.7 },
    share: { make: (r) => r.text(`${HEX}ghijklmnop`, 15), size: 60 },
    upload: { make: uuid, size: 50 },
    part: { make: (_r, at) => String(at + 1), size: 12 },
    version: { make: hex(24), size: 60 },
    drive: { make: (r) => `b!${r.text(HEX, 18)}`, size: 14 },
    label: { make: word, size: 20 },
    day: { make: date, size: 30 },
    kind: { make: oneOf(['thumbnail', 'small', 'medium', 'large']), size: 4 },
  },
  entities: {
    file: (r) => ({
      id: r.text(HEX, 16),
      name: `${r.pick(NOUNS)}.pdf`,
      size: r.int(10, 9e6),
      etag: r.text(HEX, 32),
      mimeType: 'application/pdf',
      modified: '2026-01-01T00:00:00Z',
    }),
    folder: (r) => ({
      name: r.pick(NOUNS),
      children: [{ name: 'a.txt', type: 'file' }],
      cursor: r.text(HEX, 8),
    }),
    bucket: (r, id) => ({ name: id, region: 'eu-central-1', objects: r.int(1, 90000) }),
    share: (r, id) => ({ token: id, expires: date(r, 1), downloads: r.int(0, 40) }),
    upload: (r, id) => ({ uploadId: id, received: r.int(0, 9e6), done: r.chance(0.3) }),
    version: (r, id) => ({ versionId: id, size: r.int(10, 9e6) }),
    quota: (r) => ({ used: r.int(1, 9e9), limit: 1e10 }),
    drive: (r, id) => ({ id, driveType: 'business', owner: r.pick(NOUNS) }),
    change: (r) => ({ path: `/${r.pick(NOUNS)}.txt`, kind: r.pick(['put', 'delete']) }),
  },
  page: (items, r) => ({ entries: items, has_more: r.chance(0.3) }),
  routes: [
    ['GET /v2/buckets', 20, '[bucket]'],
    ['GET /v2/buckets/{bucket}', 30, 'bucket'],
    ['GET /v2/buckets/{bucket}/objects', 40, '[file]', { query: (r) => ({ prefix: `${r.pick(NOUNS)}/` }) }],
    ['GET /v2/buckets/{bucket}/objects/{path+}', 180, 'ok', { type: 'application/octet-stream' }],
    ['PUT /v2/buckets/{bucket}/objects/{path+}', 70, 'file'],
    ['DELETE /v2/buckets/{bucket}/objects/{path+}', 20, '-'],
    ['GET /v2/metadata/{path+}', 80, 'file'],
    ['GET /v2/folders/{folder+}', 60, 'folder'],
    ['POST /v2/folders', 10, 'folder'],
    ['GET /v2/drives/{drive}', 16, 'drive'],
    ['GET /v2/drives/{drive}/root', 16, 'folder'],
    ['GET /v2/versions/{version}', 20, 'version'],
    ['POST /v2/uploads', 18, 'upload'],
    ['PUT /v2/uploads/{upload}/parts/{part}', 60, 'upload'],
    ['POST /v2/uploads/{upload}/complete', 16, 'file'],
    ['DELETE /v2/uploads/{upload}', 5, '-'],
    ['POST /v2/shares', 10, 'share'],
    ['GET /s/{share}', 50, 'share', { open: true }],
    ['GET /s/{share}/download', 30, 'ok', { open: true, type: 'application/octet-stream' }],
    ['GET /v2/preview/{version}/{kind}', 40, 'ok', { type: 'image/webp' }],
    ['GET /v2/quota', 24, 'quota'],
    ['GET /v2/changes', 30, '[change]', { query: (r) => ({ cursor: r.text(HEX, 16) }) }],
    ['GET /v2/changes/latest-cursor', 14, 'quota'],
  ],
};
