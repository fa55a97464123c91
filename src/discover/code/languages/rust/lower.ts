/** Rust files in the small language: modules, items with their attributes and documentation, `impl` blocks. */
import type { Arg, Cls, Decorator, Expr, Field, Fn, Import, Module, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isForTests, pathOf, type RustFile, segmentsOf } from './context.ts';
import { bindTo, loopOf, lowerExpression, parameterOf } from './expressions.ts';
import { importsOf } from './uses.ts';
import { argumentsOf } from './tokens.ts';
import { nameOf, typeOf } from './types.ts';

/**
 * Lowers a file. What is built for tests alone is left out; a file is a module, whose name follows from its place.
 *
 * @example
 * lowerRust(syntax.root).body
 */
export function lowerRust(root: SyntaxNode): Pick<Module, 'body' | 'package'> {
  const file: RustFile = {
    expression: (node) => lowerExpression(node, file),
    statements: (block, tail) => statementsOf(block, tail, file),
    type: (node) => typeOf(node, file),
    items: (container) => itemsOf(container, file),
    declared: declaredIn(root),
    takesWhole: root.children.some(
      (node) =>
        node.type === 'use_declaration' &&
        importsOf(node).some(
          ({ from, names }) => names.some(({ as }) => as === '*') && /^(?:crate|super|self)\b/.test(from),
        ),
    ),
    paths: new Map(),
    selfType: null,
  };
  const body = itemsOf(root, file);
  const imports = [...file.paths].map(
    ([as, { from, name, line }]): Import => ({ t: 'import', from, names: [{ name, as }], line }),
  );
  return { package: '', body: [...imports, ...body] };
}

/** Names that modules, imports and items of the file give to the head of a path; a function never stands there: `rocket::build()` beside `fn rocket()`. */
function declaredIn(root: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of root.children) {
    if (node.type === 'use_declaration') {
      for (const { names: given } of importsOf(node)) for (const { as } of given) names.add(as);
    } else {
      const name = node.at('name')?.text;
      if (name !== undefined && node.type.endsWith('_item') && node.type !== 'function_item') names.add(name);
    }
  }
  return names;
}

/** What stands before an item: attributes and documentation. */
interface Before {
  readonly decorators: readonly Decorator[];
  readonly doc: string | undefined;
  /** Attributes as written. */
  readonly text: string;
}

const docCharactersMax = 400;

/** Goes through the children of a container, each item with what stands before it. */
function* itemsWithAttributes(
  container: SyntaxNode,
  file: RustFile,
): Generator<readonly [SyntaxNode, Before]> {
  let decorators: Decorator[] = [];
  let docs: string[] = [];
  let text = '';
  for (const node of container.children) {
    if (node.type === 'attribute_item') {
      const decorator = decoratorOf(node, file);
      if (decorator !== null) decorators.push(decorator);
      text += node.text.length < 2_000 ? node.text : '';
    } else if (node.type === 'line_comment' || node.type === 'block_comment') {
      const doc = node.has('outer_doc_comment_marker') ? node.at('doc')?.text : undefined;
      if (doc !== undefined) docs.push(doc);
    } else if (node.named) {
      const doc = docs
        .join(' ')
        .replace(/\s*\*\s+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, docCharactersMax);
      yield [node, { decorators, doc: doc === '' ? undefined : doc, text }];
      [decorators, docs, text] = [[], [], ''];
    }
  }
}

/** `#[get("/x", data = "<b>")]` */
function decoratorOf(item: SyntaxNode, file: RustFile): Decorator | null {
  const attribute = item.child('attribute');
  const path = attribute?.parts[0];
  if (attribute === undefined || path === undefined) return null;
  const tree = attribute.at('arguments');
  const value = attribute.at('value');
  const args: readonly Arg[] =
    tree !== undefined
      ? argumentsOf(tree, file)
      : value === undefined
        ? []
        : [{ value: lowerExpression(value, file) }];
  return {
    name: pathOf(segmentsOf(path), item.line, file),
    args,
    line: item.line,
    called: tree !== undefined,
  };
}

function itemsOf(container: SyntaxNode, file: RustFile): Stmt[] {
  const out: Stmt[] = [];
  for (const [node, before] of itemsWithAttributes(container, file)) item(node, before, file, out);
  return out;
}

/** An item or a statement. */
function item(node: SyntaxNode, before: Before, file: RustFile, out: Stmt[]): void {
  if (isForTests(before.decorators, before.text)) return;
  switch (node.type) {
    case 'use_declaration':
      out.push(...importsOf(node));
      return;
    case 'extern_crate_declaration':
    case 'macro_definition':
    case 'inner_attribute_item':
    case 'empty_statement':
    case 'type_item':
      return;
    case 'mod_item': {
      const name = node.at('name')?.text ?? '';
      const body = node.at('body');
      if (body === undefined)
        out.push({ t: 'import', from: `self::${name}`, names: [{ name: '*', as: name }], line: node.line });
      else
        out.push({ t: 'class', class: { ...emptyClass(name, 'module', node), body: itemsOf(body, file) } });
      return;
    }
    case 'const_item':
    case 'static_item': {
      const name = node.at('name')?.text ?? '';
      const value = node.at('value');
      const type = node.at('type');
      out.push({
        t: 'let',
        to: { t: 'name', v: name },
        value: value === undefined ? null : lowerExpression(value, file),
        ...(type === undefined ? {} : { type: typeOf(type, file) }),
        line: node.line,
      });
      return;
    }
    case 'function_item':
      out.push({ t: 'fn', fn: functionOf(node, before, file) });
      return;
    case 'struct_item':
    case 'union_item':
    case 'enum_item':
    case 'trait_item':
    case 'impl_item': {
      const cls = classOf(node, before, file);
      if (cls !== null) out.push({ t: 'class', class: cls });
      return;
    }
    case 'foreign_mod_item':
      return;
    case 'visibility_modifier':
      return;
    default:
      statement(node, file, out);
  }
}

function functionOf(node: SyntaxNode, before: Before, file: RustFile): Fn {
  const body = node.at('body');
  const returns = node.at('return_type');
  return {
    name: node.at('name')?.text ?? '',
    params: (node.at('parameters')?.parts ?? [])
      .filter((part) => part.type === 'parameter' || part.type === 'self_parameter')
      .map((part) => parameterOf(part, file)),
    body: body === undefined ? [] : statementsOf(body, 'returned', file),
    decorators: before.decorators,
    ...(returns === undefined ? {} : { returns: typeOf(returns, file) }),
    line: node.line,
    endLine: node.endLine,
    ...(before.doc === undefined ? {} : { doc: before.doc }),
  };
}

const emptyClass = (name: string, kind: Cls['kind'], node: SyntaxNode): Cls => ({
  name,
  kind,
  bases: [],
  decorators: [],
  methods: [],
  fields: [],
  body: [],
  nested: [],
  line: node.line,
});

function classOf(node: SyntaxNode, before: Before, file: RustFile): Cls | null {
  const body = node.at('body');
  const told = { decorators: before.decorators, ...(before.doc === undefined ? {} : { doc: before.doc }) };
  switch (node.type) {
    case 'struct_item':
    case 'union_item': {
      const name = node.at('name')?.text ?? '';
      return {
        ...emptyClass(name, 'struct', node),
        ...told,
        fields: body === undefined ? [] : fieldsOf(body, file),
      };
    }
    case 'enum_item': {
      const fields: Field[] = [];
      if (body !== undefined)
        for (const [variant, { decorators }] of itemsWithAttributes(body, file)) {
          const name = variant.type === 'enum_variant' ? variant.at('name')?.text : undefined;
          if (name !== undefined) fields.push({ name, decorators, line: variant.line });
        }
      return { ...emptyClass(node.at('name')?.text ?? '', 'enum', node), ...told, fields };
    }
    default: {
      const type = node.at('type') ?? node.at('name');
      if (type === undefined) return null;
      const isTrait = node.type === 'trait_item';
      const name = nameOf(type, file).split('::').at(-1)?.split('.').at(-1) ?? '';
      const trait = node.at('trait');
      const outer = file.selfType;
      file.selfType = name;
      const methods: Fn[] = [];
      const constants: Field[] = [];
      if (body !== undefined)
        for (const [member, inner] of itemsWithAttributes(body, file)) {
          if (isForTests(inner.decorators, inner.text)) continue;
          if (member.type === 'function_item' || member.type === 'function_signature_item')
            methods.push(functionOf(member, inner, file));
          else if (member.type === 'const_item') {
            const value = member.at('value');
            constants.push({
              name: member.at('name')?.text ?? '',
              ...(value === undefined ? {} : { value: lowerExpression(value, file) }),
              decorators: [],
              isStatic: true,
              line: member.line,
            });
          }
        }
      file.selfType = outer;
      const bases: readonly Expr[] = trait === undefined ? [] : [pathOf(segmentsOf(trait), trait.line, file)];
      return {
        ...emptyClass(name, isTrait ? 'interface' : 'impl', node),
        ...told,
        bases,
        methods,
        fields: constants,
      };
    }
  }
}

/** Fields by name, or by number where they have none. */
function fieldsOf(body: SyntaxNode, file: RustFile): Field[] {
  const fields: Field[] = [];
  for (const [node, { decorators }] of itemsWithAttributes(body, file)) {
    if (node.type === 'visibility_modifier') continue;
    const isNamed = node.type === 'field_declaration';
    const type = isNamed ? node.at('type') : node;
    const name = isNamed ? (node.at('name')?.text ?? '') : String(fields.length);
    if (type !== undefined) fields.push({ name, type: typeOf(type, file), decorators, line: node.line });
  }
  return fields;
}

/** Statements of a block; an expression at its end without a semicolon is its value. */
function statementsOf(block: SyntaxNode, tail: 'returned' | 'value', file: RustFile): Stmt[] {
  const out: Stmt[] = [];
  if (block.type !== 'block') {
    out.push({ t: 'expr', e: lowerExpression(block, file), line: block.line });
    return out;
  }
  const last = block.parts.at(-1);
  for (const [node, before] of itemsWithAttributes(block, file)) {
    if (node !== last || /(?:_item|_declaration|_statement|_definition)$/.test(node.type)) {
      item(node, before, file, out);
      // `match ... {}` at the end is a value though the grammar makes a statement of it.
      const [inner] =
        node.type === 'expression_statement' && node === last && !node.has(';') ? node.parts : [];
      if (inner !== undefined) {
        out.pop();
        valued(inner, tail, file, out);
      }
      continue;
    }
    valued(node, tail, file, out);
  }
  return out;
}

function valued(node: SyntaxNode, tail: 'returned' | 'value', file: RustFile, out: Stmt[]): void {
  const e = lowerExpression(node, file);
  out.push(tail === 'returned' ? { t: 'return', e, line: node.line } : { t: 'expr', e, line: node.line });
}

function statement(node: SyntaxNode, file: RustFile, out: Stmt[]): void {
  switch (node.type) {
    case 'expression_statement': {
      const inner = node.parts[0];
      if (inner !== undefined) statement(inner, file, out);
      return;
    }
    case 'let_declaration': {
      const value = node.at('value');
      const pattern = node.at('pattern');
      const type = node.at('type');
      if (value === undefined) {
        const name = pattern?.type === 'identifier' ? pattern.text : pattern?.parts.at(-1)?.text;
        if (name !== undefined)
          out.push({
            t: 'let',
            to: { t: 'name', v: name },
            value: null,
            ...(type === undefined ? {} : { type: typeOf(type, file) }),
            line: node.line,
          });
      } else bindTo(pattern, lowerExpression(value, file), node.line, out);
      const otherwise = node.at('alternative');
      if (otherwise !== undefined) out.push({ t: 'block', body: file.statements(otherwise, 'value') });
      return;
    }
    case 'for_expression':
    case 'while_expression':
    case 'loop_expression':
      out.push(...loopOf(node, file));
      return;
    case 'return_expression': {
      const of = node.parts[0];
      out.push({ t: 'return', e: of === undefined ? null : lowerExpression(of, file), line: node.line });
      return;
    }
    default:
      out.push({ t: 'expr', e: lowerExpression(node, file), line: node.line });
  }
}
