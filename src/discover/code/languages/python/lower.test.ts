import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Grammars, openGrammars } from '../../grammar.ts';
import type { Cls, Expr, Fn, Stmt } from '../../ir.ts';
import { lowerPython } from './lower.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

const lower = async (text: string): Promise<readonly Stmt[]> => {
  const syntax = await grammars.parse(text, 'python', 5_000);
  assert.ok(syntax);
  return lowerPython(syntax.root).body;
};
const fnIn = (body: readonly Stmt[]): Fn => {
  const found = body.find((stmt) => stmt.t === 'fn');
  assert.ok(found);
  return found.fn;
};
const classIn = (body: readonly Stmt[]): Cls => {
  const found = body.find((stmt) => stmt.t === 'class');
  assert.ok(found);
  return found.class;
};
const valueOf = async (code: string): Promise<Expr> => {
  const [stmt] = await lower(`x = ${code}\n`);
  assert.ok(stmt?.t === 'let' && stmt.value !== null);
  return stmt.value;
};
const name = (v: string): Expr => ({ t: 'name', v });
const str = (v: string, line = 1): Expr => ({ t: 'str', v, line });

describe('Python strings', () => {
  it('reads prefixes, escapes, neighbours and slots', async () => {
    assert.deepEqual(await valueOf(String.raw`'a\tb' r'\d+' "\u0041"`), str('a\tb\\d+A'));
    assert.deepEqual(await valueOf(`f"/a/{b!r:>10}/{{x}}" '/c'`), {
      t: 'text',
      parts: [str('/a/'), name('b'), str('/{x}/c')],
      line: 1,
    });
    assert.deepEqual(await valueOf(`"/%s/x/%d" % (a, b)`), {
      t: 'text',
      parts: [str('/'), name('a'), str('/x/'), name('b')],
      line: 1,
    });
    assert.deepEqual(await valueOf(`PREFIX + "/x"`), {
      t: 'text',
      parts: [name('PREFIX'), str('/x')],
      line: 1,
    });
  });
});

describe('Python functions', () => {
  it('keeps decorators, hints, metadata, defaults and documentation', async () => {
    const fn = fnIn(
      await lower(`
@app.get("/x/{id}", tags=["a"])
@guard
async def read(id: int, q: Annotated[str | None, Query(max_length=3)] = None, *rest, b: "User" = Depends(f), **kw) -> list[User]:
    """Reads \`\`x\`\` of
    somebody.

    Args:
        id: its id
    """
    return await load(id)
`),
    );
    assert.equal(fn.name, 'read');
    assert.equal(fn.line, 4);
    assert.equal(fn.doc, 'Reads x of somebody.');
    assert.deepEqual(
      fn.decorators.map(({ line, called, args }) => [line, called, args.length]),
      [
        [2, true, 2],
        [3, false, 0],
      ],
    );
    assert.deepEqual(fn.returns, { name: 'list', args: [{ name: 'User', args: [] }] });
    const [id, q, rest, b, kw] = fn.params;
    assert.deepEqual(id?.type, { name: 'int', args: [] });
    assert.deepEqual(q?.type, { name: 'str', args: [], optional: true });
    assert.deepEqual(q?.decorators[0]?.name, name('Query'));
    assert.deepEqual(q?.otherwise, { t: 'const', v: null });
    assert.deepEqual([rest?.kind, kw?.kind], ['rest', 'keywords']);
    assert.deepEqual(b?.type, { name: 'User', args: [] });
    assert.equal(fn.body.at(-1)?.t, 'return');
  });

  it('assigns what is declared global', async () => {
    const fn = fnIn(await lower('def f():\n    global app\n    app = App()\n    own = 1\n'));
    assert.deepEqual(
      fn.body.map((stmt) => (stmt.t === 'expr' ? stmt.e.t : stmt.t)),
      ['assign', 'let'],
    );
  });
});

describe('Python classes', () => {
  it('keeps attributes as fields and in order', async () => {
    const cls = classIn(
      await lower(`
class UserView(Base[User], mixins.List, metaclass=M):
    """Users."""
    queryset = User.objects.all()
    name: Optional[str] = Field(None, alias='n')
    age: int
    if DEBUG:
        def get(self): ...
    @property
    def url(self): return 1
    @classmethod
    def make(cls): pass
    class Meta:
        fields = ('id',)
`),
    );
    assert.equal(cls.doc, 'Users.');
    assert.deepEqual(
      cls.bases.map((base) => base.t),
      ['index', 'member'],
    );
    assert.deepEqual(
      cls.fields.map((field) => [
        field.name,
        field.type?.name,
        field.type?.optional,
        field.value !== undefined,
      ]),
      [
        ['queryset', undefined, undefined, true],
        ['name', 'str', true, true],
        ['age', 'int', undefined, false],
      ],
    );
    assert.deepEqual(
      cls.methods.map((method) => [method.name, method.isGetter, method.isStatic]),
      [
        ['get', undefined, undefined],
        ['url', true, undefined],
        ['make', undefined, true],
      ],
    );
    assert.equal(cls.nested[0]?.fields[0]?.name, 'fields');
  });
});

describe('Python statements', () => {
  it('reads imports of every form', async () => {
    const body = await lower(
      'import a.b as c, d.e\nfrom . import x as y\nfrom ..p.q import (m,\n  n)\nfrom w import *\nfrom __future__ import annotations\n',
    );
    assert.deepEqual(
      body.map((stmt) =>
        stmt.t === 'import' ? [stmt.from, ...stmt.names.map((one) => `${one.name}>${one.as}`)] : stmt.t,
      ),
      [['a.b', '*>c'], ['d', '*>d'], ['d.e'], ['.', 'x>y'], ['..p.q', 'm>m', 'n>n'], ['w', '*>*']],
    );
  });

  it('turns comprehensions into loops that collect', async () => {
    const value = await valueOf('[path(a, b) for a, b in routes if a]');
    assert.ok(value.t === 'call' && value.fn.t === 'fn');
    const each = value.fn.fn.body.find((stmt) => stmt.t === 'each');
    assert.deepEqual(each?.of, name('routes'));
    assert.deepEqual(each?.to, {
      t: 'list',
      items: [
        { t: 'name', v: 'a' },
        { t: 'name', v: 'b' },
      ],
    });
  });

  it('runs every branch', async () => {
    const body = await lower(`
if (n := f()) == 2:
    a()
elif x:
    b()
else:
    c()
try:
    d()
except (E, F) as e:
    g()
finally:
    h()
with open('f') as f, lock:
    i()
match request.method:
    case "GET" | "POST":
        j()
    case _:
        k()
while m():
    l()
raise HTTPException(401)
a = b = C()
urls += [p()]
d['x'] = 1
`);
    const calls: string[] = [];
    const look = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(look);
      else if (typeof value === 'object' && value !== null) {
        if ('t' in value && value.t === 'call' && 'fn' in value) {
          const fn = value.fn;
          if (typeof fn === 'object' && fn !== null && 'v' in fn) calls.push(String(fn.v));
        }
        Object.values(value).forEach(look);
      }
    };
    look(body);
    assert.deepEqual(
      [...calls].sort(),
      [
        '(+=)',
        'C',
        'HTTPException',
        'a',
        'b',
        'c',
        'd',
        'f',
        'g',
        'h',
        'i',
        'j',
        'k',
        'l',
        'm',
        'open',
        'p',
      ].sort(),
    );
  });

  it('survives what does not parse', async () => {
    const body = await lower('def f(:\n  x = [1, 2\nprint "old"\n@app.get("/a")\ndef g(): pass\n');
    assert.ok(body.length > 0);
  });
});
