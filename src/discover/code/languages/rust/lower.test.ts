import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Grammars, openGrammars } from '../../grammar.ts';
import type { Cls, Expr, Fn, Stmt } from '../../ir.ts';
import { rustImports } from './imports.ts';
import { lowerRust } from './lower.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

const lower = async (text: string) => {
  const syntax = await grammars.parse(text, 'rust', 5_000);
  assert.ok(syntax);
  return lowerRust(syntax.root).body;
};
const fnsOf = (body: readonly Stmt[]): Fn[] => body.flatMap((stmt) => (stmt.t === 'fn' ? [stmt.fn] : []));
const classesOf = (body: readonly Stmt[]): Cls[] =>
  body.flatMap((stmt) => (stmt.t === 'class' ? [stmt.class] : []));
const valueOf = async (code: string): Promise<Expr> => {
  const [stmt] = fnsOf(await lower(`fn f() { let x = ${code}; }`))[0]?.body ?? [];
  assert.ok(stmt?.t === 'let' && stmt.value !== null);
  return stmt.value;
};
const name = (v: string): Expr => ({ t: 'name', v });

describe('Rust items', () => {
  it('takes uses apart', async () => {
    const body = await lower(
      'use axum::{routing::{get, post}, Router, self, extract::Path as P};\nuse crate::x::*;\nuse shop;\npub mod users;',
    );
    assert.deepEqual(
      body.map((stmt) => (stmt.t === 'import' ? [stmt.from, stmt.names[0]?.name, stmt.names[0]?.as] : null)),
      [
        ['axum::routing', 'get', 'get'],
        ['axum::routing', 'post', 'post'],
        ['axum', 'Router', 'Router'],
        ['axum', '*', 'axum'],
        ['axum::extract', 'Path', 'P'],
        ['crate::x', '*', '*'],
        ['shop', '*', 'shop'],
        ['self::users', '*', 'users'],
      ],
    );
  });

  it('keeps attributes, documentation and types', async () => {
    const [user] = classesOf(
      await lower(`/// A user.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User<'a> {
    /// id
    #[serde(rename = "userId", default)]
    pub id: Option<u32>,
    name: &'a str,
    all: Vec<(u32, String)>,
}`),
    );
    assert.equal(user?.doc, 'A user.');
    assert.deepEqual(
      user?.decorators.map(({ name: given, args }) => [given, args.map((one) => one.name)]),
      [
        [name('derive'), [undefined]],
        [name('serde'), ['rename_all']],
      ],
    );
    assert.deepEqual(
      user?.fields.map(({ name: field, type, decorators }) => [
        field,
        type?.name,
        type?.optional ?? false,
        decorators.length,
      ]),
      [
        ['id', 'u32', true, 1],
        ['name', 'str', false, 0],
        ['all', 'Vec', false, 0],
      ],
    );
  });

  it('leaves out what is for tests', async () => {
    const body = await lower('#[cfg(test)]\nmod tests { fn a() {} }\n#[tokio::test]\nasync fn b() {}');
    assert.deepEqual(
      body.filter(({ t }) => t !== 'import'),
      [],
    );
  });

  it('names what an impl block is for, and binds extractors', async () => {
    const [cls] = classesOf(
      await lower(
        'impl<T> Handler for Api<T> { fn m(&self, Path((a, b)): Path<(u32, String)>) -> Self { Self::new() } }',
      ),
    );
    assert.equal(cls?.name, 'Api');
    assert.equal(cls?.kind, 'impl');
    const [method] = cls?.methods ?? [];
    assert.deepEqual(
      method?.params.map((param) => [
        param.name,
        param.type?.name,
        param.type?.args[0]?.args.map((one) => one.name),
      ]),
      [
        ['self', undefined, undefined],
        ['', 'Path', ['u32', 'String']],
      ],
    );
    assert.match(JSON.stringify(method?.body), /"v":"Api"/);
  });
});

describe('Rust expressions', () => {
  it('reads macros', async () => {
    const text = await valueOf('format!("{}/{base}/{:?}", PREFIX, id)');
    assert.deepEqual(text.t === 'text' ? text.parts.filter((part) => part.t === 'name') : [], [
      name('PREFIX'),
      name('base'),
      name('id'),
    ]);
    const routes = await valueOf('rocket::routes![a, users::b]');
    assert.ok(routes.t === 'call');
    assert.deepEqual(routes.fn, name('routes!'));
    assert.equal(routes.args.length, 2);
    const path = await valueOf('warp::path!("a" / u32 / ..)');
    assert.deepEqual(path.t === 'call' ? path.args.map(({ value }) => value.t) : [], ['str', 'name', 'name']);
    const list = await valueOf('vec![web::resource("/x").route(web::get().to(h)), b]');
    assert.equal(list.t === 'list' ? list.items[0]?.t : '', 'call');
  });

  it('leaves out what changes nothing', async () => {
    for (const code of [
      'a.clone()',
      '&a',
      'a?',
      'a.await?',
      'Arc::new(a)',
      'Some(a)',
      'a as u32',
      '(a)',
      'a.unwrap()',
      '*a',
    ])
      assert.deepEqual(await valueOf(code), name('a'), code);
  });

  it('imports paths that are used as they are', async () => {
    const body = await lower(
      'use actix_web::web;\nfn f() { crate::users::router(); web::get(); axum::Router::new(); }',
    );
    assert.deepEqual(
      body.flatMap((stmt) =>
        stmt.t === 'import' ? [[stmt.from, stmt.names[0]?.name, stmt.names[0]?.as]] : [],
      ),
      [
        ['crate::users', 'router', 'crate::users::router'],
        ['axum', 'Router', 'axum::Router'],
        ['actix_web', 'web', 'web'],
      ],
    );
  });

  it('returns what stands at the end', async () => {
    const [f] = fnsOf(await lower('fn f() -> Router { let a = 1; if b { c } else { d } }'));
    assert.equal(f?.body.at(-1)?.t, 'return');
    const [g] = fnsOf(await lower('fn g() { a; b; }'));
    assert.equal(g?.body.at(-1)?.t, 'expr');
  });
});

describe('Rust modules', () => {
  const files = [
    'src/main.rs',
    'src/lib.rs',
    'src/routes/mod.rs',
    'src/routes/users.rs',
    'src/db.rs',
    'src/db/pool.rs',
    'api/src/lib.rs',
    'api/src/health.rs',
  ];
  const resolver = rustImports(
    files,
    (file) =>
      ({ 'Cargo.toml': '[package]\nname = "shop"\n', 'api/Cargo.toml': '[package]\nname = "shop-api"\n' })[
        file
      ] ?? null,
  );
  it('finds them by their paths', () => {
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      ['crate::routes::users', 'src/main.rs', ['src/routes/users.rs']],
      ['self::users', 'src/routes/mod.rs', ['src/routes/users.rs']],
      ['super::users', 'src/routes/users.rs', ['src/routes/users.rs']],
      ['super', 'src/routes/users.rs', ['src/routes/mod.rs']],
      ['self::pool', 'src/db.rs', ['src/db/pool.rs']],
      ['crate', 'src/main.rs', ['src/main.rs', 'src/lib.rs']],
      ['shop::routes', 'src/main.rs', ['src/routes/mod.rs']],
      ['shop_api::health', 'src/main.rs', ['api/src/health.rs']],
      ['routes::users', 'src/main.rs', ['src/routes/users.rs']],
      ['axum::routing', 'src/main.rs', []],
    ];
    for (const [from, file, expected] of cases) assert.deepEqual(resolver.find(from, file), expected, from);
  });
});
