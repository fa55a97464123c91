import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Grammars, openGrammars } from '../../grammar.ts';
import type { Cls, Module, Stmt } from '../../ir.ts';
import { javaResolver } from './imports.ts';
import { javadocText } from './javadoc.ts';
import { lowerJava } from './lower.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

type Lowered = Pick<Module, 'package' | 'body'>;

async function lower(text: string): Promise<Lowered> {
  const syntax = await grammars.parse(text, 'java', 5000);
  assert.ok(syntax);
  return lowerJava(syntax.root);
}

const classIn = (lowered: Lowered): Cls => {
  const found = lowered.body.find((one): one is Extract<Stmt, { t: 'class' }> => one.t === 'class');
  assert.ok(found);
  return found.class;
};

test('reads the package, annotations, and constants through their class', async () => {
  const lowered = await lower(`package com.shop;
/** Orders of a customer. */
@RestController
@RequestMapping(path = {BASE, Paths.V2 + "/orders"})
public class OrderController {
  static final String BASE = "/orders";
  /**
   * Finds an order.
   * @param id its id
   */
  @GetMapping(OrderController.BASE + "/{id}")
  Order find(@PathVariable("id") final Long id, Optional<String> q) { return null; }
}`);
  assert.equal(lowered.package, 'com.shop');
  const cls = classIn(lowered);
  assert.equal(cls.doc, 'Orders of a customer.');
  const [, mapping] = cls.decorators;
  assert.deepEqual(mapping?.args, [
    {
      name: 'path',
      value: {
        t: 'list',
        items: [
          { t: 'member', of: { t: 'name', v: 'OrderController' }, name: 'BASE' },
          {
            t: 'text',
            parts: [
              { t: 'member', of: { t: 'name', v: 'Paths' }, name: 'V2' },
              { t: 'str', v: '/orders', line: 4 },
            ],
            line: 4,
          },
        ],
      },
    },
  ]);
  const [find] = cls.methods;
  assert.equal(find?.doc, 'Finds an order.');
  assert.equal(find?.line, 12);
  assert.deepEqual(
    find?.params.map(({ name, type }) => [name, type]),
    [
      ['id', { name: 'Long', args: [] }],
      ['q', { name: 'String', args: [], optional: true }],
    ],
  );
});

test('binds static imports and what only a static wildcard can give', async () => {
  const lowered = await lower(`import a.b.Outer.Inner;
import static a.b.Paths.ROOT;
import static org.web.RouterFunctions.*;
import com.x.*;
class Routes { Object routes(Handler handler) { return route(GET(ROOT), handler::list); } }`);
  const summary = lowered.body
    .filter((one) => one.t !== 'import' || one.names.length > 0)
    .map((one) =>
      one.t === 'import'
        ? `${one.from} ${one.names[0]?.name}`
        : one.t === 'let' && one.to.t === 'name'
          ? one.to.v
          : one.t,
    );
  assert.deepEqual(summary, [
    'a.b.Outer Outer',
    'Inner',
    'a.b.Paths Paths',
    'ROOT',
    'org.web.RouterFunctions RouterFunctions',
    'com.x.* *',
    'route',
    'GET',
    'class',
  ]);
});

test('lowers members of the own class, locals and inherited members apart', async () => {
  const cls = classIn(
    await lower(`class A extends B {
  private String path = "/a";
  void go(String local) { use(path, local, inherited, LIMIT); class X {} }
}`),
  );
  const [statement] = cls.methods[0]?.body ?? [];
  assert.ok(statement?.t === 'expr' && statement.e.t === 'call');
  const self = { t: 'name', v: 'this' };
  assert.deepEqual(
    statement.e.args.map((one) => one.value),
    [
      { t: 'member', of: self, name: 'path' },
      { t: 'name', v: 'local' },
      { t: 'member', of: self, name: 'inherited' },
      { t: 'member', of: { t: 'name', v: 'A' }, name: 'LIMIT' },
    ],
  );
});

test('gives records fields, accessors and a constructor, and enum constants values', async () => {
  const record = classIn(
    await lower('record Pet(@NotNull String name, int... ages) { static final int MAX = 1; }'),
  );
  assert.deepEqual(
    record.fields.map((one) => one.name),
    ['name', 'ages', 'MAX'],
  );
  assert.deepEqual(
    record.methods.map((one) => one.name),
    ['name', 'ages', 'constructor'],
  );
  const choice = classIn(
    await lower('enum Paths { USERS("/users"); final String path; Paths(String p) { path = p; } }'),
  );
  const [users] = choice.fields;
  assert.ok(users?.isStatic === true && users.value?.t === 'call' && users.value.isNew === true);
});

test('a text block loses its indent', async () => {
  const cls = classIn(await lower('class A { String q = """\n    a {\n      b\\t}\n    """; }'));
  assert.deepEqual(cls.fields[0]?.value, { t: 'str', v: 'a {\n  b\t}\n', line: 1 });
});

test('never throws on broken or odd source', async () => {
  for (const text of [
    '',
    'class',
    'class { @ int }',
    '@A(@B({@C, 1}))) interface X<T { default void',
    'void main() { System.out.println("x"); }',
    `class A { String s = ${'"a" + '.repeat(3000)}"b"; }`,
  ]) {
    await lower(text);
  }
});

test('reads Javadoc', () => {
  assert.equal(
    javadocText('/** Gets the {@link Pet} of <b>one</b> owner. @return it */'),
    'Gets the Pet of one owner.',
  );
  assert.equal(javadocText('/* no */'), undefined);
});

test('finds classes by package in every source root, the nearest first', () => {
  const files = [
    'api/src/main/java/com/shop/Paths.java',
    'web/src/main/java/com/shop/Paths.java',
    'web/src/main/java/com/shop/web/Home.java',
    'web/src/main/java/com/shop/web/Other.java',
    'api/src/main/java/com/shop/web/Api.java',
    'odd/Loose.java',
  ];
  const resolver = javaResolver(files);
  const home = 'web/src/main/java/com/shop/web/Home.java';
  assert.deepEqual(resolver.find('com.shop.Paths', home)[0], files[1]);
  assert.deepEqual(new Set(resolver.find('com.shop.web.*', home)), new Set([files[2], files[3], files[4]]));
  assert.deepEqual(resolver.find('com.shop.Paths.*', home)[0], files[1]);
  assert.deepEqual(resolver.find('any.Loose', home), ['odd/Loose.java']);
  assert.deepEqual(resolver.find('org.springframework.web.Paths2', home), []);
  assert.deepEqual(
    resolver.beside(home, { file: home, language: 'java', package: 'com.shop.web', body: [], errors: [] }),
    [files[3], files[4]],
  );
});

test('names the neighbours that are to be read', async () => {
  const effects = async (text: string): Promise<readonly string[]> =>
    (await lower(text)).body.flatMap((one) =>
      one.t === 'import' && one.names.length === 0 ? [one.from] : [],
    );
  const dto =
    'package p;\nimport q.Imported;\nclass Dto extends Base { Kind kind; Imported other; void go() { Local local; } }';
  assert.deepEqual(new Set(await effects(dto)), new Set(['p.Base', 'p.Kind']));
  const controller = 'package p;\n@RestController class C { @GetMapping Dto one() { return Maker.make(); } }';
  assert.ok((await effects(controller)).includes('p.Dto'));
  assert.ok((await effects(controller)).includes('p.Maker'));
});
