import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Breaker } from './breaker.ts';

describe('a circuit breaker', () => {
  it('opens after so many failures in a row, tries once, closes or opens again', () => {
    const breaker = new Breaker({ failuresMax: 2, openMs: 100 });
    breaker.failed(0);
    breaker.succeeded();
    breaker.failed(1);
    assert.equal(breaker.state(1), 'closed');
    breaker.failed(2);
    assert.deepEqual([breaker.state(2), breaker.allows(101), breaker.retryAfterMs(2)], ['open', false, 100]);
    assert.deepEqual([breaker.state(102), breaker.allows(102)], ['half-open', true]);
    breaker.begin();
    assert.equal(breaker.allows(500), false);
    breaker.failed(110);
    assert.deepEqual([breaker.state(200), breaker.allows(209)], ['open', false]);
    assert.equal(breaker.allows(210), true);
    breaker.begin();
    breaker.abandoned();
    assert.equal(breaker.allows(211), true);
    breaker.begin();
    breaker.succeeded();
    assert.deepEqual([breaker.state(212), breaker.allows(212)], ['closed', true]);
  });
});
