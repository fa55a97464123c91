import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ask,
  bodyOf,
  configFor,
  type Echoed,
  echo,
  httpUpstream,
  type ServiceInput,
  testGateway,
} from './gateway.fixture.ts';
import { lenientPath, Router } from './route.ts';
import { Service } from './upstream/service.ts';

function router(...services: ServiceInput[]): Router {
  return new Router(
    services.map((one) => {
      const [config] = configFor('http://127.0.0.1:9', one).services;
      assert.ok(config);
      return new Service(config, []);
    }),
  );
}

const found = (by: Router, host: string, path: string): string => {
  const route = by.find(host, path);
  return 'code' in route ? route.code : route.service.name;
};

describe('a request finds its service', () => {
  it('by host: exact before subdomain before any', () => {
    const by = router(
      { name: 'any' },
      { name: 'sub', hosts: ['*.example.org'] },
      { name: 'deep', hosts: ['*.eu.example.org'] },
      { name: 'exact', hosts: ['API.example.org'] },
    );
    assert.equal(found(by, 'api.example.org', '/'), 'exact');
    assert.equal(found(by, 'www.example.org', '/'), 'sub');
    assert.equal(found(by, 'a.eu.example.org', '/'), 'deep');
    assert.equal(found(by, 'example.org', '/'), 'any');
    assert.equal(found(by, 'badexample.org', '/'), 'any');
  });

  it('by the longest prefix of whole segments', () => {
    const by = router(
      { name: 'root' },
      { name: 'api', pathPrefix: '/api' },
      { name: 'admin', pathPrefix: '/api/admin' },
      { name: 'slash', pathPrefix: '/s/' },
    );
    assert.equal(found(by, 'a', '/api'), 'api');
    assert.equal(found(by, 'a', '/api/x'), 'api');
    assert.equal(found(by, 'a', '/apiary'), 'root');
    assert.equal(found(by, 'a', '/api/admin/x'), 'admin');
    assert.equal(found(by, 'a', '/api/administrator'), 'api');
    assert.equal(found(by, 'a', '/s/x'), 'slash');
    assert.equal(found(by, 'a', '/s'), 'root');
  });

  it('or none', () => {
    assert.equal(found(router({ name: 'one', hosts: ['a.test'] }), 'b.test', '/'), 'service-unknown');
    assert.equal(found(router({ name: 'one', pathPrefix: '/api' }), 'a', '/x'), 'service-unknown');
  });

  it('and is refused when a lenient reader would find another', () => {
    const by = router({ name: 'public', pathPrefix: '/public' }, { name: 'admin', pathPrefix: '/admin' });
    for (const path of [
      '/public/../admin',
      '/public/%2e%2e/admin',
      '/public/%2E./admin',
      '/public/%252e%252e/admin',
      '/public/..%2fadmin',
      '/public/..\\admin',
      '/public/%2e%2e%5cadmin',
      '/public/..;/admin',
      '//admin/x/../../public/../public',
      '/public/x/../../admin/y',
    ]) {
      assert.equal(found(by, 'a', path), 'request-ambiguous', path);
    }
    for (const path of [
      '/public/./x',
      '/public/a%2Fb',
      '/public/a;v=1/b',
      '/public//x',
      '/public/x/../y',
      '/public/50%25',
    ]) {
      assert.equal(found(by, 'a', path), 'public', path);
    }
    // With one service for every path there is nothing to confuse: the path goes on as it is.
    assert.equal(found(router({ name: 'all' }), 'a', '/x/../admin'), 'all');
  });

  it('whose lenient reading is quick and stays a path', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (path) => {
        const read = lenientPath(`/${path}`);
        assert.ok(read.startsWith('/') && !read.split('/').includes('..'));
      }),
    );
  });
});

describe('a prefix that is stripped', () => {
  it('is gone at the upstream, everything else is as it was', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, { pathPrefix: '/v1', stripPrefix: true, hostHeader: 'upstream' }),
    );
    const urlOf = async (target: string): Promise<Echoed> =>
      JSON.parse(
        bodyOf(await ask(gateway.port, `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)),
      ) as Echoed;
    assert.equal((await urlOf('/v1/a%20b?q=/v1')).url, '/a%20b?q=/v1');
    assert.equal((await urlOf('/v1')).url, '/');
    assert.equal((await urlOf('/v1?x')).url, '/?x');
    assert.ok((await urlOf('/v1/')).headers.includes(`127.0.0.1:${upstream.port}`));
    const away = await ask(gateway.port, 'GET /v1/../x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    assert.match(away, /^HTTP\/1\.1 400 [^]*request-ambiguous/);
    assert.equal((await gateway.recorded(5))[0]?.target, '/v1/a%20b?q=/v1');
  });
});
