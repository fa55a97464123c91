import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Evidence } from '../../model/sighting.ts';
import { hostInScope } from './polite-client.ts';
import { parseRobots } from './robots.ts';
import { readSite } from './site.ts';
import { inlineMap, sourceMapUrl, sourcesOf } from './source-map.ts';

const sources = {
  version: 3,
  sources: ['webpack:///./src/http.ts', 'webpack:///./src/orders.ts', 'webpack:///./node_modules/x/index.js'],
  sourcesContent: [
    `import axios from 'axios';
export const API = '/api/v3';
export const http = axios.create({ baseURL: API });`,
    `import { http } from './http';
export class Orders {
  list(page: number) { return http.get('/orders', { params: { page } }); }
  refund(orderId: string, amount: number) { return http.post(\`/orders/\${orderId}/refunds\`, { amount, reason: 'x' }); }
}`,
    `fetch('/library/only')`,
  ],
};

/** As bundlers write it: modules in a map, one-letter names, a wrapper around fetch. */
const bundle = `(()=>{var e={11:(e,t,n)=>{t.a=(e,o={})=>fetch(n(12).b+e,{...o,headers:{authorization:"Bearer "+o.t}})},12:(e,t)=>{t.b="/api"},
13:(e,t,n)=>{var r=n(11);t.go=async e=>{await r.a("/accounts/"+e.id+"/limits?currency="+e.c,{method:"PUT",body:JSON.stringify({daily:e.d})});
let o=new XMLHttpRequest;o.open("DELETE","/api/sessions/"+e.s);new WebSocket("wss://"+location.host+"/live");
fetch("https://metrics.third.example/collect",{method:"POST",body:JSON.stringify({email:e.m})});map.get("/not-a-call");e.get("nothing")}}},
t={};function n(r){var o=t[r];if(o)return o.exports;var i=t[r]={exports:{}};return e[r](i,i.exports,n),i.exports}n(13)})();
const Q="query Cart($id: ID!) { cart(id: $id) { total } viewer { name } }";
//# sourceMappingURL=app.js.map`;

const pages: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/robots.txt': ['text/plain', 'User-agent: *\nDisallow: /private/\nAllow: /private/open\n'],
  '/': [
    'text/html',
    `<html><body><script src="/assets/app.js"></script><a href="/about">about</a><a href="/private/x">no</a>
<a href="https://elsewhere.example/">out</a><form action="/contact" method="post" enctype="multipart/form-data">
<input name="email" type="email"><textarea name="text"></textarea><input name="photo" type="file"></form></body></html>`,
  ],
  '/about': ['text/html', `<script>\n$.post('/api/newsletter', { email: 'x' });\n</script>`],
  '/private/x': ['text/html', `<script>fetch('/api/never')</script>`],
  '/assets/app.js': ['text/javascript', bundle],
  '/assets/app.js.map': ['application/json', JSON.stringify(sources)],
  '/.well-known/openid-configuration': ['application/json', 'SELF'],
  '/openapi.json': [
    'application/json',
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Shop', version: '1' },
      paths: { '/api/items': { get: {} } },
    }),
  ],
};

describe('a site, read from the outside', () => {
  let server: Server;
  let evidence: Evidence;
  const asked: string[] = [];
  let host = '';
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const page = Object.hasOwn(pages, request.url ?? '') ? pages[request.url ?? ''] : undefined;
      if (page === undefined)
        return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>no</h1>');
      const self = JSON.stringify({
        token_endpoint: `http://${host}/oauth/token`,
        jwks_uri: 'https://idp.example/k',
      });
      response.writeHead(200, { 'content-type': page[0] }).end(page[1] === 'SELF' ? self : page[1]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    evidence = await readSite(new URL(`http://${host}/`), { scope: [], limits: { paceMs: 1 } });
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  const line = (method: string, path: string) =>
    evidence.sightings.find((one) => one.method === method && one.path === path);

  it('finds the calls of a minified bundle', () => {
    const limits = line('PUT', '/api/accounts/{id}/limits');
    assert.deepEqual(limits?.params.map((one) => `${one.in} ${one.name}`).sort(), [
      'body daily',
      'header authorization',
      'path id',
      'query currency',
    ]);
    assert.equal(limits?.auth.schemes[0]?.scheme, 'bearer');
    assert.match(limits?.place.url ?? '', /app\.js$/);
    assert.ok(line('DELETE', '/api/sessions/{sessionId}'));
    assert.equal(line('WS', '/live')?.kind, 'websocket');
  });

  it('reads the sources of a source map, and not those of libraries', () => {
    const refund = line('POST', '/api/v3/orders/{orderId}/refunds');
    assert.equal(refund?.place.file, 'src/orders.ts');
    assert.equal(refund?.place.line, 4);
    assert.deepEqual(
      line('GET', '/api/v3/orders')?.params.map((one) => `${one.in} ${one.name}`),
      ['query page'],
    );
    assert.equal(line('GET', '/library/only'), undefined);
  });

  it('reads GraphQL documents, forms, inline scripts and documents at known places', () => {
    assert.ok(line('QUERY', '/graphql#cart'));
    assert.ok(line('QUERY', '/graphql#viewer'));
    assert.deepEqual(
      line('POST', '/contact')
        ?.params.map((one) => `${one.name} ${one.type}`)
        .sort(),
      ['email string:email', 'photo file', 'text string'],
    );
    assert.deepEqual(line('POST', '/api/newsletter')?.place.line, 2);
    assert.ok(line('POST', '/oauth/token'));
    assert.equal(line('GET', '/k'), undefined);
    assert.equal(line('GET', '/api/items')?.source, 'contract');
  });

  it('tells whom else the front end calls', () => {
    assert.deepEqual(
      evidence.outbound.map(({ host: other, method, path, fields }) => [other, method, path, fields]),
      [['metrics.third.example', 'POST', '/collect', ['email']]],
    );
  });

  it('heeds robots.txt and its scope', () => {
    assert.ok(!asked.some((one) => one.includes('/private/')));
    assert.equal(line('GET', '/api/never'), undefined);
    assert.ok(evidence.warnings.some(({ code }) => code === 'outside-robots'));
    assert.equal(line('GET', '/not-a-call'), undefined);
  });
});

describe('robots.txt', () => {
  it('takes the group that names us, the longest rule, and wildcards', () => {
    const robots = parseRobots(
      'User-agent: other\nDisallow: /\n\nUser-agent: Heliostat\nCrawl-delay: 2\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$\nSitemap: https://x.example/map.xml',
      'heliostat',
    );
    assert.deepEqual(
      ['/', '/a', '/a/b/c', '/x.pdf', '/x.pdf?y'].map((path) => robots.allows(path)),
      [true, false, true, false, true],
    );
    assert.equal(robots.delayMs, 2_000);
    assert.deepEqual(robots.sitemaps, ['https://x.example/map.xml']);
  });
});

describe('a scope', () => {
  it('is the host that is given, with its port, or all below a domain', () => {
    assert.equal(hostInScope('a.example:8443', ['a.example']), true);
    assert.equal(hostInScope('a.example:8443', ['a.example:443']), false);
    assert.equal(hostInScope('b.a.example', ['a.example']), false);
    assert.equal(hostInScope('b.a.example', ['*.a.example']), true);
    assert.equal(hostInScope('evila.example', ['*.a.example']), false);
  });
});

describe('source maps', () => {
  it('are found by comment, header and data URL', () => {
    assert.equal(sourceMapUrl('x()\n//# sourceMappingURL=a.js.map\n', undefined), 'a.js.map');
    assert.equal(sourceMapUrl('x()', '/b.map'), '/b.map');
    const data = `data:application/json;base64,${Buffer.from('{"sources":[]}').toString('base64')}`;
    assert.equal(inlineMap(data), '{"sources":[]}');
    assert.deepEqual(sourcesOf('{"sources":["../x.ts"],"sourcesContent":["1"]}'), { 'x.ts': '1' });
    assert.equal(sourcesOf('no json'), null);
  });
});
