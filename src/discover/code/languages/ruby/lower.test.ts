import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openGrammars } from '../../grammar.ts';
import { lowerFile } from '../../lowering.ts';
import type { Stmt } from '../../ir.ts';

const grammars = await openGrammars();
after(() => grammars[Symbol.dispose]());

const lower = async (text: string): Promise<readonly Stmt[]> => {
  const { module } = await lowerFile('lib/a.rb', text, grammars, 5_000);
  return module?.body ?? [];
};

describe('Ruby', () => {
  it('takes trailing pairs as one map, and blocks with their parameters', async () => {
    const [stmt] = await lower('resources :users, only: %i[index show] do |r|\n  r\nend');
    assert.ok(stmt?.t === 'expr' && stmt.e.t === 'call');
    assert.deepEqual(stmt.e.args[0]?.value, { t: 'str', v: 'users', line: 1 });
    assert.equal(stmt.e.args[1]?.value.t, 'map');
    assert.deepEqual(
      stmt.e.block?.params.map(({ name }) => name),
      ['r'],
    );
  });

  it('tells variables from calls', async () => {
    const body = await lower('a = 1\nputs a, b');
    const last = body.at(-1);
    assert.ok(last?.t === 'expr' && last.e.t === 'call');
    assert.deepEqual(
      last.e.args.map(({ value }) => value.t),
      ['name', 'call'],
    );
  });

  it('keeps visibility, documentation and mixins of classes', async () => {
    const body = await lower(
      'class A::B < C\n  include D\n  # Shows one.\n  def show; end\n  private\n  def hidden = 1\nend',
    );
    const cls = body.at(-1);
    assert.ok(cls?.t === 'class');
    assert.equal(cls.class.name, 'A::B');
    assert.deepEqual(
      cls.class.bases.map((base) => (base.t === 'name' ? base.v : '')),
      ['D', 'C'],
    );
    assert.deepEqual(
      cls.class.methods.map(({ name, visibility, doc }) => [name, visibility, doc]),
      [
        ['show', 'public', 'Shows one.'],
        ['hidden', 'private', undefined],
      ],
    );
  });

  it('steps over what does not parse', async () => {
    assert.ok((await lower('def (((\nget "/x"\n')).length >= 0);
  });
});
