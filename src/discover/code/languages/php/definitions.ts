/** Functions, closures, classes, interfaces, traits, enums. */
import type { Cls, Decorator, Expr, Field, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { annotationsOf } from './annotations.ts';
import { className, type PhpFile } from './context.ts';
import { docBlock, docOf } from './documentation.ts';
import { lowerType } from './types.ts';

/** Attributes (`#[Route('/x')]`), then annotations of the documentation comment. */
function decoratorsOf(node: SyntaxNode, block: string, file: PhpFile): readonly Decorator[] {
  const found: Decorator[] = [];
  for (const list of node.allAt('attributes'))
    for (const group of list.parts)
      for (const one of group.parts) {
        if (one.type !== 'attribute') continue;
        const [name] = one.parts;
        const given = one.at('parameters');
        found.push({
          name: { t: 'name', v: className(name?.text ?? '', file) },
          args: file.args(given),
          line: one.line,
          called: given !== undefined,
        });
      }
  if (block.includes('@')) {
    const line = node.commentsBefore.at(-1)?.line ?? node.line;
    found.push(...annotationsOf(block, line, file));
  }
  return found;
}

/** Lowers a function, a method or a closure. Its line is that of its name. */
export function lowerFn(node: SyntaxNode, file: PhpFile): Fn {
  const { endLine } = node;
  const name = node.at('name');
  const line = name?.line ?? node.line;
  const params: Param[] = [];
  const promoted: Stmt[] = [];
  for (const part of node.at('parameters')?.parts ?? []) {
    const own = part.at('name')?.text ?? '';
    const type = part.at('type');
    const value = part.at('default_value');
    params.push({
      name: own,
      ...(type === undefined ? {} : { type: lowerType(type, file) }),
      ...(value === undefined ? {} : { otherwise: file.expr(value) }),
      decorators: decoratorsOf(part, '', file),
      kind: part.type === 'variadic_parameter' ? 'rest' : 'one',
    });
    if (part.type === 'property_promotion_parameter')
      promoted.push({
        t: 'expr',
        e: {
          t: 'assign',
          to: { t: 'member', of: { t: 'name', v: 'this' }, name: own.slice(1) },
          value: { t: 'name', v: own },
        },
        line: part.line,
      });
  }
  const body = node.at('body');
  const lowered: readonly Stmt[] =
    body === undefined
      ? []
      : node.type === 'arrow_function'
        ? [{ t: 'return', e: file.expr(body), line: body.line }]
        : file.statements(body.parts);
  const block = name === undefined ? '' : docBlock(node);
  const doc = docOf(block);
  const returns = node.at('return_type');
  const visibility = node.child('visibility_modifier')?.text;
  return {
    name: name?.text ?? '',
    params,
    body: [...promoted, ...lowered],
    decorators: decoratorsOf(node, block, file),
    ...(returns === undefined ? {} : { returns: lowerType(returns, file) }),
    line,
    endLine,
    ...(doc === undefined ? {} : { doc }),
    ...(node.has('static_modifier') ? { isStatic: true as const } : {}),
    ...(visibility === 'private' || visibility === 'protected'
      ? { visibility }
      : { visibility: 'public' as const }),
  };
}

/** Lowers a class, an interface, a trait or an enum; traits that it uses are bases, the nearest first. */
export function lowerClass(node: SyntaxNode, file: PhpFile): Cls {
  const methods: Fn[] = [];
  const fields: Field[] = [];
  const traits: Expr[] = [];
  for (const child of (node.at('body') ?? node.child('declaration_list'))?.parts ?? []) {
    switch (child.type) {
      case 'method_declaration':
        methods.push(lowerFn(child, file));
        break;
      case 'use_declaration':
        for (const one of child.parts)
          if (one.type === 'name' || one.type === 'qualified_name') traits.push(classOf(one, file));
        break;
      case 'const_declaration':
        for (const one of child.parts)
          if (one.type === 'const_element')
            fields.push({
              name: one.parts[0]?.text ?? '',
              value: file.expr(one.parts[1]),
              decorators: [],
              isStatic: true,
              line: one.line,
            });
        break;
      case 'enum_case': {
        const value = child.at('value');
        const name = child.at('name')?.text ?? '';
        fields.push({
          name,
          value: value === undefined ? { t: 'str', v: name, line: child.line } : file.expr(value),
          decorators: [],
          isStatic: true,
          line: child.line,
        });
        break;
      }
      case 'property_declaration': {
        const type = child.at('type');
        const decorators = decoratorsOf(child, docBlock(child), file);
        for (const one of child.parts) {
          if (one.type !== 'property_element') continue;
          const value = one.at('default_value');
          fields.push({
            name: (one.at('name')?.text ?? '').slice(1),
            ...(type === undefined ? {} : { type: lowerType(type, file) }),
            ...(value === undefined ? {} : { value: file.expr(value) }),
            decorators,
            ...(child.has('static_modifier') ? { isStatic: true as const } : {}),
            line: one.line,
          });
        }
        break;
      }
      default:
    }
  }
  for (const method of methods)
    if (method.name === '__construct')
      for (const param of method.params)
        if (param.type !== undefined && !fields.some(({ name }) => name === param.name.slice(1)))
          fields.push({
            name: param.name.slice(1),
            type: param.type,
            decorators: param.decorators,
            line: method.line,
          });
  const above = [node.child('base_clause'), node.child('class_interface_clause')].flatMap((clause) =>
    (clause?.parts ?? []).map((one) => classOf(one, file)),
  );
  const block = docBlock(node);
  const doc = docOf(block);
  return {
    name: node.at('name')?.text ?? '',
    kind:
      node.type === 'interface_declaration'
        ? 'interface'
        : node.type === 'enum_declaration'
          ? 'enum'
          : node.type === 'trait_declaration'
            ? 'module'
            : 'class',
    bases: [...traits, ...above],
    decorators: decoratorsOf(node, block, file),
    methods,
    fields,
    body: [],
    nested: [],
    line: node.at('name')?.line ?? node.line,
    ...(doc === undefined ? {} : { doc }),
    ...(node.has('abstract_modifier') ? { isAbstract: true as const } : {}),
  };
}

const classOf = (node: SyntaxNode, file: PhpFile): Expr => ({ t: 'name', v: className(node.text, file) });
