import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Grammars, openGrammars } from '../../grammar.ts';
import type { Cls, Module, Stmt } from '../../ir.ts';
import { summaryIn } from './documentation.ts';
import { csharpResolver } from './imports.ts';
import { lowerCsharp } from './lower.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

type Lowered = Pick<Module, 'package' | 'body'>;

async function lower(text: string): Promise<Lowered> {
  const syntax = await grammars.parse(text, 'c-sharp', 5000);
  assert.ok(syntax);
  return lowerCsharp(syntax.root);
}

const classIn = (lowered: Lowered): Cls => {
  const found = lowered.body.find((one): one is Extract<Stmt, { t: 'class' }> => one.t === 'class');
  assert.ok(found);
  return found.class;
};

test('reads attributes, primary constructors, visibility and documentation', async () => {
  const cls = classIn(
    await lower(`namespace Shop.Web;
/// <summary>Orders of a <see cref="Customer"/>.</summary>
[ApiController, Route("api/[controller]")]
public class OrdersController(IOrders orders, int max = 10) : BaseController<Order>(orders)
{
    private const string One = "{id:int}";
    public required string? Name { get; set; }
    [HttpGet(One, Name = nameof(Find))]
    public async Task<ActionResult<Order>> Find([FromRoute] int id, CancellationToken ct = default) => Ok(await orders.Find(id));
    void Helper() { }
}`),
  );
  assert.equal(cls.doc, 'Orders of a Customer.');
  assert.deepEqual(
    cls.decorators.map((one) => one.name),
    [
      { t: 'name', v: 'ApiController' },
      { t: 'name', v: 'Route' },
    ],
  );
  const [find, helper] = cls.methods;
  assert.equal(find?.visibility, 'public');
  assert.equal(helper?.visibility, 'private');
  assert.deepEqual(find?.decorators[0]?.args, [
    { value: { t: 'member', of: { t: 'name', v: 'OrdersController' }, name: 'One' } },
    { name: 'Name', value: { t: 'str', v: 'Find', line: 8 } },
  ]);
  assert.deepEqual(cls.fields[1]?.type, { name: 'string', args: [], optional: true });
  assert.equal(cls.methods.at(-1)?.name, 'constructor');
});

test('reads top-level statements, interpolation, named arguments and initializers', async () => {
  const { body } = await lower(`using static Shop.Routes;
var app = Builder.Make(name: "x");
app.MapGet($"{Prefix}/a/{{id}}", () => Hi());
string Hi() => "hi";
var list = new List<string> { "a", "b" };
Options o = new(1) { Path = "/x" };`);
  const rest = body.filter((one) => one.t !== 'import');
  assert.deepEqual(
    rest.map((one) => (one.t === 'let' && one.to.t === 'name' ? one.to.v : one.t)),
    ['Prefix', 'app', 'expr', 'fn', 'list', 'o'],
  );
  const [, , call, , list, options] = rest;
  assert.ok(call?.t === 'expr' && call.e.t === 'call');
  assert.deepEqual(call.e.args[0]?.value, {
    t: 'text',
    parts: [
      { t: 'name', v: 'Prefix' },
      { t: 'str', v: '/a/', line: 3 },
      { t: 'str', v: '{id}', line: 3 },
    ],
    line: 3,
  });
  assert.ok(list?.t === 'let' && list.value?.t === 'list');
  assert.ok(options?.t === 'let' && options.value?.t === 'call');
  assert.deepEqual(options.value.fn, { t: 'name', v: 'Options' });
  assert.equal(options.value.args[1]?.name, 'Path');
});

test('marks what an extension method extends, and reads both sides of #if', async () => {
  const cls = classIn(
    await lower(`public static class Ext {
#if DEBUG
  public static void MapDebug(this WebApplication app) { }
#endif
  public static void MapAll(this WebApplication app, string? prefix = null) { }
}`),
  );
  assert.deepEqual(
    cls.methods.map((one) => [one.name, one.params[0]?.decorators[0]?.name]),
    [
      ['MapDebug', { t: 'name', v: 'this' }],
      ['MapAll', { t: 'name', v: 'this' }],
    ],
  );
});

test('never throws on broken or odd source', async () => {
  for (const text of [
    '',
    'class',
    '[A(',
    'namespace { class X : }',
    'var x = ;',
    `var s = ${'"a" + '.repeat(3000)}"b";`,
  ]) {
    await lower(text);
  }
});

test('reads summaries', () => {
  assert.equal(
    summaryIn('/// <summary>\n/// Gets <c>x</c>.\n/// </summary>\n/// <param name="a">b</param>'),
    'Gets x.',
  );
  assert.equal(summaryIn('/// <param name="a">b</param>'), undefined);
});

test('finds namespaces by what files say, and global usings by their project', () => {
  const files: Readonly<Record<string, string>> = {
    'src/Web/Api.cs': 'namespace Shop.Web.Api;',
    'src/Web/GlobalUsings.cs': 'global using Shop.Core;\nglobal using System.Linq;',
    'src/Core/Models/Order.cs': 'namespace Shop.Core { class Order {} }',
    'src/Core/Models/Other.cs': 'namespace Shop.Core { class Other {} }',
  };
  const resolver = csharpResolver(Object.keys(files), (file) => files[file] ?? null);
  const core = ['src/Core/Models/Order.cs', 'src/Core/Models/Other.cs'];
  assert.deepEqual(resolver.find('Shop.Core.*', 'src/Web/Api.cs'), core);
  assert.deepEqual(resolver.find('global::*', 'src/Web/Api.cs'), core);
  assert.deepEqual(resolver.find('global::*', 'src/Core/Models/Order.cs'), []);
  assert.deepEqual(resolver.find('Shop.Core.Order', 'src/Web/Api.cs'), ['src/Core/Models/Order.cs']);
  assert.deepEqual(resolver.find('Microsoft.AspNetCore.*', 'src/Web/Api.cs'), []);
});
