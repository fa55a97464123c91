import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Grammars, openGrammars } from '../../grammar.ts';
import type { Cls, Expr, Fn, Stmt } from '../../ir.ts';
import { lowerModule } from './lower.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

async function lower(text: string, grammar = 'typescript'): Promise<readonly Stmt[]> {
  const syntax = await grammars.parse(text, grammar, 10_000);
  assert.ok(syntax !== null);
  return lowerModule(syntax.root).body;
}

/** A short form of an expression, for reading. */
function show(e: Expr): string {
  switch (e.t) {
    case 'str':
      return JSON.stringify(e.v);
    case 'num':
    case 'const':
      return String(e.v);
    case 'regex':
      return `/${e.v}/`;
    case 'name':
      return e.v;
    case 'member':
      return `${show(e.of)}.${e.name}`;
    case 'index':
      return `${show(e.of)}[${show(e.key)}]`;
    case 'call':
      return `${e.isNew ? 'new ' : ''}${show(e.fn)}(${e.args.map((arg) => show(arg.value)).join(', ')})`;
    case 'list':
      return `[${e.items.map(show).join(', ')}]`;
    case 'map':
      return `{${e.entries.map((one) => `${one.key === null ? '...' : `${show(one.key)}: `}${show(one.value)}`).join(', ')}}`;
    case 'fn':
      return `fn ${e.fn.name}`;
    case 'class':
      return `class ${e.class.name}`;
    case 'text':
      return `text(${e.parts.map(show).join(' + ')})`;
    case 'either':
      return `either(${e.options.map(show).join(' | ')})`;
    case 'spread':
      return `...${show(e.of)}`;
    case 'assign':
      return `${e.to.t === 'member' ? `${show(e.to.of)}.${e.to.name}` : e.to.t === 'name' ? e.to.v : e.to.t} = ${show(e.value)}`;
    case 'block':
      return `block(${e.body.map((stmt) => (stmt.t === 'expr' ? show(stmt.e) : stmt.t)).join('; ')})`;
    default:
      return `other(${e.parts.map(show).join(', ')})`;
  }
}

const values = (stmts: readonly Stmt[]): readonly string[] =>
  stmts.flatMap((stmt) =>
    stmt.t === 'expr' ? [show(stmt.e)] : stmt.t === 'let' && stmt.value !== null ? [show(stmt.value)] : [],
  );

const fnOf = (stmt: Stmt | undefined): Fn => {
  if (stmt?.t === 'fn') return stmt.fn;
  if (stmt?.t === 'let' && stmt.value?.t === 'fn') return stmt.value.fn;
  throw new Error('not a function');
};

const classOf = (stmts: readonly Stmt[], name: string): Cls => {
  for (const stmt of stmts) if (stmt.t === 'class' && stmt.class.name === name) return stmt.class;
  throw new Error(`no class ${name}`);
};

describe('expressions', () => {
  it('writes text, choices and casts in the small form', async () => {
    const stmts = await lower(
      "a('/x' + b + '/y'); a(`/v${n}/u\\n`); a(p ?? q || r); a(c ? d : e); a((await x as T)!.y); a(f?.g?.['h']); a({ k, m() {}, ...z, 'x-y': 1, [w]: 2 });",
    );
    assert.deepEqual(values(stmts), [
      'a(text("/x" + b + "/y"))',
      'a(text("/v" + n + "/u\\n"))',
      'a(either(p | q | r))',
      'a(either(d | e))',
      'a(x.y)',
      'a(f.g["h"])',
      'a({"k": k, "m": fn m, ...z, "x-y": 1, w: 2})',
    ]);
  });

  it('lets promises, bound functions and borrowed methods through', async () => {
    const stmts = await lower(
      "r.get('/', this.list.bind(this)); import('./a').then((m) => m.b); Promise.all([a, b]); app.use.apply(app, list); consumer.apply(Mw).forRoutes('*');",
    );
    assert.deepEqual(values(stmts), [
      'r.get("/", this.list)',
      'fn (import(./a))',
      '[a, b]',
      'app.use(...list)',
      'consumer.apply(Mw).forRoutes("*")',
    ]);
  });

  it('gives each link of a chain the line of its name and the comment before it', async () => {
    const [stmt] = await lower("r.route('/x')\n  // Lists all.\n  .get(a)\n  .post(b);");
    assert.ok(stmt?.t === 'expr' && stmt.e.t === 'call' && stmt.e.fn.t === 'member');
    assert.equal(stmt.e.line, 4);
    const inner = stmt.e.fn.of;
    assert.ok(inner.t === 'call');
    assert.equal(inner.line, 3);
    assert.equal(inner.doc, 'Lists all.');
  });

  it('keeps only the expressions of JSX', async () => {
    const stmts = await lower('const a = <A b={c} {...d}>t {e(1)} <F g={h}/></A>;', 'tsx');
    assert.deepEqual(values(stmts), ['other(c, ...d, e(1), h)']);
  });

  it('compares each case of a switch', async () => {
    const stmts = await lower("switch (req.method) { case 'GET': a(); break; default: b(); }");
    assert.deepEqual(values(stmts), ['req.method', 'other(req.method, "GET")']);
  });

  it('never throws on text that is not a program', async () => {
    for (const text of ['const = {{', 'a.get(', 'class { @', '`${', '}}}', 'export {', 'x => {'])
      for (const grammar of ['typescript', 'tsx', 'javascript']) await lower(text, grammar);
  });
});

describe('modules', () => {
  it('reads every form of import', async () => {
    const stmts = await lower(
      "import d, { a, b as c } from 'x'; import * as n from 'y'; import 'z'; import q = require('./q'); const r = require('./r'); const { s } = require('./s'); use(require('./t').u);",
    );
    assert.deepEqual(
      stmts.flatMap((stmt) =>
        stmt.t === 'import' ? [[stmt.from, ...stmt.names.map((one) => `${one.name}>${one.as}`)]] : [],
      ),
      [
        ['x', 'default>d', 'a>a', 'b>c'],
        ['y', '*>n'],
        ['z'],
        ['./q', '*>q'],
        ['./r', '*>r'],
        ['./s', '*>require(./s)'],
        ['./t', '*>require(./t)'],
      ],
    );
    assert.deepEqual(values(stmts), ['require(./s)', 'use(require(./t).u)']);
  });

  it('reads every form of export', async () => {
    const stmts = await lower(
      "export const { a, b: [c] } = x; export default function list() {} export { d as e }; export * from './f'; export { g as h } from './g'; export class I {}",
    );
    const exported = stmts.flatMap((stmt) =>
      stmt.t === 'export'
        ? [`${stmt.name}=${show(stmt.value)}`]
        : stmt.t === 'export-all'
          ? [`* ${stmt.from}`]
          : [],
    );
    assert.deepEqual(exported, ['default=list', 'a=a', 'c=c', '* ./f', 'h=export(h)', 'I=I', 'e=d']);
  });

  it('reads CommonJS exports and what is read from them again', async () => {
    const bag = await lower(
      'exports.a = () => {}; exports.b = exports.a; module.exports.c = 1;',
      'javascript',
    );
    assert.deepEqual(
      bag.flatMap((stmt) => (stmt.t === 'export' ? [`${stmt.name}=${show(stmt.value)}`] : [])),
      ['a=exports.a', 'b=exports.b', 'c=exports.c'],
    );
    assert.equal(fnOf(bag[0]).name, 'a');
    const whole = await lower(
      'const app = module.exports = express(); app.use(module.exports.x);',
      'javascript',
    );
    assert.deepEqual(values(whole), ['express()', 'module.exports', 'app.use(module.exports.x)']);
  });
});

describe('classes and types', () => {
  it('keeps decorators, parameters, fields and property parameters', async () => {
    const stmts = await lower(`
      /** Users of the house. */
      @Controller('users')
      export class UserController extends Base<User, Dto> {
        readonly limit = 5;
        constructor(private readonly users: UserService, @Inject('x') x: X) { super(); }
        /** Finds one. @returns it */
        @Get(':id') @UseGuards(JwtGuard)
        async one(@Param('id', ParseIntPipe) id: number, @Query() q?: Page): Promise<User[]> { return a; }
        get router() { return this.r; }
        list = async (req, res) => {};
      }`);
    const cls = classOf(stmts, 'UserController');
    assert.equal(cls.doc, 'Users of the house.');
    assert.deepEqual(
      cls.decorators.map((one) => show(one.name)),
      ['Controller'],
    );
    assert.deepEqual(cls.bases.map(show), ['Base[[User, Dto]]']);
    assert.deepEqual(
      cls.fields.map((one) => [one.name, one.type?.name]),
      [
        ['limit', undefined],
        ['users', 'UserService'],
        ['list', undefined],
      ],
    );
    const [constructor, one, router] = cls.methods;
    assert.deepEqual(values(constructor?.body ?? []), ['this.users = users', 'super()']);
    assert.equal(one?.doc, 'Finds one.');
    assert.deepEqual(
      one?.decorators.map((dec) => show(dec.name)),
      ['Get', 'UseGuards'],
    );
    assert.equal(one?.line, 9);
    assert.deepEqual(
      one?.params.map((param) => [param.name, param.type, param.decorators.map((dec) => show(dec.name))]),
      [
        ['id', { name: 'number', args: [] }, ['Param']],
        ['q', { name: 'Page', args: [], optional: true }, ['Query']],
      ],
    );
    assert.equal(router?.isGetter, true);
  });

  it('gives shapes written in place a name', async () => {
    const stmts = await lower(
      "app.get<{ Querystring: { page?: number | null } }>('/x', h); type A = B & { c: string };",
    );
    const call = stmts.find((stmt) => stmt.t === 'expr');
    assert.ok(call?.t === 'expr' && call.e.t === 'call');
    const outer = classOf(stmts, call.e.types?.[0]?.name ?? '');
    const inner = classOf(stmts, outer.fields[0]?.type?.name ?? '');
    assert.deepEqual(inner.fields[0]?.type, { name: 'number', args: [], optional: true });
    const alias = classOf(stmts, 'A');
    assert.deepEqual(alias.bases.map(show), ['B']);
    assert.deepEqual(
      alias.fields.map((one) => one.name),
      ['c'],
    );
  });

  it('reads enums as maps and namespaces as their exports', async () => {
    const stmts = await lower(
      "enum P { A = '/a', B = 4, C } namespace N { export const q = '/q'; const z = 1; }",
    );
    assert.deepEqual(values(stmts), ['{"A": "/a", "B": 4, "C": 5}', '"/q"', '1', '{"q": q}']);
  });
});

describe('functions', () => {
  it('hoists declarations and names functions by where they stand', async () => {
    const stmts = await lower(
      'run();\n// Lists all users\nconst list = asyncHandler(async (req, res) => {});\nfunction run({ a, b = 1 }, [c], ...rest) {}',
      'javascript',
    );
    const run = fnOf(stmts[0]);
    assert.equal(run.name, 'run');
    assert.deepEqual(
      run.params.map((param) => [param.name, param.pattern?.t, param.kind]),
      [
        ['', 'map', 'one'],
        ['', 'list', 'one'],
        ['rest', undefined, 'rest'],
      ],
    );
    const list = stmts[2];
    assert.ok(list?.t === 'let' && list.value?.t === 'call' && list.value.args[0]?.value.t === 'fn');
    assert.equal(list.value.args[0].value.fn.name, 'list');
    assert.equal(list.value.args[0].value.fn.doc, 'Lists all users');
  });

  it('takes documentation, not directives, rulers or code that was commented out', async () => {
    const docs = async (comment: string): Promise<string | undefined> =>
      fnOf((await lower(`${comment}\nfunction f() {}`))[0]).doc;
    assert.equal(
      await docs('/**\n * Adds a user.\n * Twice.\n *\n * More.\n * @param a b\n */'),
      'Adds a user. Twice.',
    );
    assert.equal(await docs('/**\n * @route GET /a\n * @desc Gets it\n * @access Private\n */'), 'Gets it');
    assert.equal(await docs('// eslint-disable-next-line\n// -----\n// Makes it so'), 'Makes it so');
    assert.equal(await docs("// app.get('/old', h);"), undefined);
    assert.equal(await docs('// Far away\n'), undefined);
    assert.equal(
      await docs('/**\n * @openapi\n * /users:\n *   get:\n *     summary: All users\n */'),
      'All users',
    );
  });
});
