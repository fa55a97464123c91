import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { parseConfig } from '../config/load.ts';
import { commented } from './init.ts';

describe('the configuration that init writes', () => {
  it('is valid and says what was answered', () => {
    const config = parseConfig(
      parse(commented({ upstream: 'http://localhost:3000/#a: b', name: 'shop', port: 4900 })),
    );
    assert.equal(config.services[0]?.name, 'shop');
    assert.equal(config.services[0]?.upstreams[0]?.url, 'http://localhost:3000/#a: b');
    assert.equal(config.listeners[0]?.port, 4900);
  });
});
