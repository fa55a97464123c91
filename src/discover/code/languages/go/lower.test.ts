import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Grammars, openGrammars } from '../../grammar.ts';
import type { Cls, Expr, Fn, Stmt } from '../../ir.ts';
import { lowerGo } from './lower.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

const lower = async (text: string) => {
  const syntax = await grammars.parse(text, 'go', 5_000);
  assert.ok(syntax);
  return lowerGo(syntax.root);
};
const fnsOf = (body: readonly Stmt[]): Fn[] => body.flatMap((stmt) => (stmt.t === 'fn' ? [stmt.fn] : []));
const classesOf = (body: readonly Stmt[]): Cls[] =>
  body.flatMap((stmt) => (stmt.t === 'class' ? [stmt.class] : []));
const inFunction = async (code: string): Promise<readonly Stmt[]> =>
  fnsOf((await lower(`package a\nfunc f() {\n${code}\n}\n`)).body)[0]?.body ?? [];
const valueOf = async (code: string): Promise<Expr> => {
  const [stmt] = await inFunction(`x := ${code}`);
  assert.ok(stmt?.t === 'let' && stmt.value !== null);
  return stmt.value;
};
const name = (v: string): Expr => ({ t: 'name', v });

describe('Go declarations', () => {
  it('names what imports may be called, and leaves out those for their effects', async () => {
    const { body, package: packageName } = await lower(`package web
import (
	"net/http"
	"github.com/go-chi/chi/v5"
	jwt "github.com/golang-jwt/jwt/v5"
	"github.com/appleboy/gin-jwt/v2"
	_ "github.com/lib/pq"
)`);
    assert.equal(packageName, 'web');
    const imports = body.flatMap((stmt) => (stmt.t === 'import' ? [stmt] : []));
    assert.deepEqual(
      imports.map(({ from, names }) => [from, names.map(({ as }) => as).join(' ')]),
      [
        ['net/http', 'http'],
        ['github.com/go-chi/chi/v5', 'chi v5'],
        ['github.com/golang-jwt/jwt/v5', 'jwt'],
        ['github.com/appleboy/gin-jwt/v2', 'ginjwt gin_jwt gin v2'],
        ['github.com/lib/pq', ''],
      ],
    );
  });

  it('repeats the value of a constant that has none', async () => {
    const { body } = await lower('package a\nconst (\n\tA = "/a"\n\tB\n\tC, D = "c", "d"\n)');
    assert.deepEqual(
      body.map((stmt) => (stmt.t === 'let' && stmt.to.t === 'name' ? [stmt.to.v, stmt.value] : null)),
      [
        ['A', { t: 'str', v: '/a', line: 3 }],
        ['B', { t: 'str', v: '/a', line: 3 }],
        ['C', { t: 'str', v: 'c', line: 5 }],
        ['D', { t: 'str', v: 'd', line: 5 }],
      ],
    );
  });

  it('keeps tags, embedded types, receivers and documentation', async () => {
    const { body } = await lower(`package a
// Server answers.
type Server struct {
	*gin.Engine
	Name, Other string \`json:"name,omitempty"\`
	Limits []int
}
// ListUsers godoc
// @Summary List all users
// @Router /users [get]
func (s *Server) ListUsers(c *gin.Context, rest ...string) (int, error) { return 1, nil }`);
    const [server] = classesOf(body);
    assert.equal(server?.doc, 'Server answers.');
    assert.deepEqual(
      server?.fields.map(({ name: field, type, tag }) => [
        field,
        type?.name,
        type?.optional ?? false,
        tag ?? null,
      ]),
      [
        ['Engine', 'gin.Engine', true, null],
        ['Name', 'string', false, 'json:"name,omitempty"'],
        ['Other', 'string', false, 'json:"name,omitempty"'],
        ['Limits', '[]', false, null],
      ],
    );
    assert.deepEqual(server?.bases, [{ t: 'member', of: name('gin'), name: 'Engine' }]);
    const [list] = fnsOf(body);
    assert.deepEqual(list?.receiver, { name: 's', type: 'Server' });
    assert.equal(list?.doc, 'List all users');
    assert.deepEqual(
      list?.params.map(({ name: param, kind }) => [param, kind]),
      [
        ['c', 'one'],
        ['rest', 'rest'],
      ],
    );
    assert.equal(list?.returns?.name, 'int');
  });

  it('runs init functions', async () => {
    const { body } = await lower('package web\nfunc init() { a() }\nfunc b() {}');
    const calls = body.flatMap((stmt) => (stmt.t === 'expr' && stmt.e.t === 'call' ? [stmt.e.fn.t] : []));
    assert.deepEqual(calls, ['fn']);
    assert.deepEqual(
      fnsOf(body).map((fn) => fn.name),
      ['b'],
    );
  });

  it('makes a function of a type that only converts', async () => {
    const { body } = await lower('package a\ntype Handler func(w http.ResponseWriter)\ntype ID string');
    assert.deepEqual(
      fnsOf(body).map((fn) => fn.name),
      ['Handler', 'ID'],
    );
  });
});

describe('Go expressions', () => {
  it('lists items with the type that they leave out', async () => {
    const { body } = await lower(`package a
type Route struct { Method, Path string }
var routes = []Route{{"GET", "/a"}, {Path: "/b"}}
var table = Routes{Route{"PUT", "/c"}}
var other = far.Routes{far.Route{"PUT", "/d"}}`);
    const lists = body.flatMap((stmt) =>
      stmt.t === 'let' && stmt.value?.t === 'list' ? [stmt.value.items] : [],
    );
    assert.deepEqual(
      lists.map((items) =>
        items.map((item) =>
          item.t === 'call'
            ? item.args.map((one) => [one.name, one.value.t === 'str' ? one.value.v : ''])
            : [],
        ),
      ),
      [
        [
          [
            ['Method', 'GET'],
            ['Path', '/a'],
          ],
          [['Path', '/b']],
        ],
        [
          [
            ['Method', 'PUT'],
            ['Path', '/c'],
          ],
        ],
        [
          [
            [undefined, 'PUT'],
            [undefined, '/d'],
          ],
        ],
      ],
    );
  });

  it('makes maps of maps and of unknown types with text keys', async () => {
    assert.equal((await valueOf('map[string]int{"a": 1}')).t, 'map');
    assert.equal((await valueOf('gin.Accounts{"a": "b"}')).t, 'map');
    const made = await valueOf('&Server{Name: "x"}');
    assert.ok(made.t === 'call' && made.isNew);
    assert.equal((await valueOf('Empty{}')).t, 'call');
  });

  it('joins texts and leaves out conversions, references and assertions', async () => {
    const joined = await valueOf('prefix + "/" + string(id)');
    assert.deepEqual(joined.t === 'text' ? joined.parts : [], [
      name('prefix'),
      { t: 'str', v: '/', line: 3 },
      name('id'),
    ]);
    assert.deepEqual(await valueOf('(*p)'), name('p'));
    assert.deepEqual(await valueOf('y.(*gin.Engine)'), name('y'));
    assert.deepEqual(await valueOf('[]byte(z)'), name('z'));
    assert.deepEqual(await valueOf('"a\\n\\"\\u00e9"'), { t: 'str', v: 'a\n"é', line: 3 });
    const added = await valueOf('append(all, one, more...)');
    assert.deepEqual(added.t === 'list' ? added.items.map((item) => item.t) : [], [
      'spread',
      'name',
      'spread',
    ]);
  });
});

describe('Go statements', () => {
  it('keeps what a method is compared with', async () => {
    const body = await inFunction(
      'switch r.Method {\ncase http.MethodGet, "POST":\n\ta()\ndefault:\n\tb()\n}\nif r.Method != "PUT" { return }',
    );
    const flat = JSON.stringify(body);
    assert.equal(flat.match(/"op":"=="/g)?.length, 2);
    assert.equal(flat.match(/"op":"!="/g)?.length, 1);
    assert.equal(flat.match(/"v":"[ab]"/g)?.length, 2);
  });

  it('ranges over pairs', async () => {
    const [stmt] = await inFunction('for _, rt := range routes { r.Handle(rt.Path) }');
    assert.ok(stmt?.t === 'each');
    assert.deepEqual(stmt.to, { t: 'list', items: [null, { t: 'name', v: 'rt' }] });
    assert.deepEqual(stmt.of, name('routes'));
  });

  it('takes results apart', async () => {
    const body = await inFunction(
      'a, err := f()\nb, ok := m["x"]\nc, d := 1, 2\ns.r = g()\n_ = h()\np += "/x"',
    );
    assert.deepEqual(
      body.map((stmt) => (stmt.t === 'let' ? stmt.to.t : stmt.t === 'expr' ? stmt.e.t : '')),
      ['list', 'name', 'name', 'name', 'name', 'assign', 'call', 'assign'],
    );
  });

  it('reads structs without a name, and functions that start later', async () => {
    const { body } = await lower(
      'package a\nfunc f() {\n\tvar req struct { Name string `json:"name"` }\n\tgo func() { serve() }()\n\tdefer stop()\n}',
    );
    const [cls] = classesOf(body);
    assert.equal(cls?.fields[0]?.tag, 'json:"name"');
    const [first] = fnsOf(body)[0]?.body ?? [];
    assert.equal(first?.t === 'let' ? first.type?.name : '', cls?.name);
    assert.match(JSON.stringify(fnsOf(body)), /serve.*stop/);
  });

  it('goes on after a syntax error', async () => {
    const { body } = await lower('package a\nfunc f() {\n\tx := := 3\n}\n\nfunc g() { r.GET("/a", h) }');
    assert.match(JSON.stringify(body), /"\/a"/);
  });
});

describe('Go generics', () => {
  it('hands types to generic functions as arguments', async () => {
    const { body } = await lower(
      'package a\nfunc decode[T any](r *http.Request) (T, error) { var v T; return v, nil }\nfunc f() {\n\tu, err := decode[User](r)\n\tv := pkg.Decode[pkg.User](r, x)\n\tw := decode[order](r, x)\n\tz := all[key](r)\n}\ntype order struct{}',
    );
    const [decode, f] = fnsOf(body);
    assert.deepEqual(
      decode?.params.map(({ name: param }) => param),
      ['r', 'type 1'],
    );
    const calls = (f?.body ?? []).flatMap((stmt) =>
      stmt.t === 'let' && stmt.value?.t === 'call' ? [stmt.value] : [],
    );
    assert.deepEqual(
      calls.map(({ types, args }) => [types?.map((type) => type.name), args.map((one) => one.name)]),
      [
        [['User'], [undefined, 'type 1']],
        [['pkg.User'], [undefined, undefined, 'type 1']],
        [['order'], [undefined, undefined, 'type 1']],
        [undefined, [undefined]],
      ],
    );
  });
});
