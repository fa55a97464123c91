import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classCases } from './classes/cases.ts';
import { luhnDigit } from './classes/check-digits.ts';
import { idsOf } from './classes/labels.ts';
import { APIS } from './routes/apis/index.ts';
import { routeTruths } from './routes/run.ts';
import { normal, score } from './routes/score.ts';

describe('the truth the inventory is judged by', () => {
  it('is the same for the same seed and another for another', () => {
    const [one, again, other] = [routeTruths(7, 'few'), routeTruths(7, 'few'), routeTruths(8, 'few')];
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, other);
    assert.deepEqual(classCases(7), classCases(7));
  });

  it('labels every request with operations of its own method that fit its path', () => {
    for (const api of routeTruths(3, 'few')) {
      for (const { captured, path, operations, scanner } of api.requests) {
        assert.equal(operations.length === 0, scanner, captured.url);
        for (const operation of operations) {
          if (operation.includes('#')) continue;
          const [method = '', template = ''] = operation.split(' ');
          assert.equal(method, captured.method);
          const constant = template.split(/\{[^}]+\}/);
          let at = 0;
          for (const part of constant) {
            const found = path.indexOf(part, at);
            assert.ok(found >= at, `${path} does not fit ${template}`);
            at = found + part.length;
          }
        }
      }
    }
  });

  it('scores the true routes as perfect, and one spread route as a split', () => {
    for (const api of routeTruths(5, 'full')) {
      const shown = api.operations.map(({ key }) => {
        const space = key.indexOf(' ');
        return { method: key.slice(0, space), path: key.slice(space + 1) };
      });
      const perfect = score(api, shown);
      assert.deepEqual(
        { f1: perfect.f1, splits: perfect.splits, merges: perfect.merges, phantoms: perfect.phantoms },
        { f1: 1, splits: 0, merges: 0, phantoms: 0 },
        JSON.stringify({ api: api.id, split: perfect.splitOf, merge: perfect.mergeOf }),
      );
    }
  });

  it('takes every spelling of a parameter for the same', () => {
    assert.equal(normal('/a/{userId}/b/{path+}/'), normal('/a/{id}/b/{*rest}'));
    assert.equal(normal('/things/{id}:cancel'), '/things/{}:cancel');
  });

  it('keeps one host a service and a case', () => {
    const hosts = [...APIS.map((api) => api.host), ...classCases(1).map((one) => one.host)];
    assert.equal(new Set(hosts).size, hosts.length);
  });

  it('has a product class for every label and right check digits', () => {
    for (const one of classCases(2)) for (const label of one.expected) assert.ok(idsOf(label).length > 0);
    assert.equal(luhnDigit('7992739871'), 3);
  });
});
