/** Functions, methods and their parameters. */
import type { Decorator, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { keyText } from './literals.ts';
import type { Lowering, Naming } from './lowering.ts';

/** Lowers a function of any form. A parameter property (`constructor(private a: A)`) is also assigned to `this`. */
export function lowerFunction(
  node: SyntaxNode,
  naming: Naming | undefined,
  decorators: readonly Decorator[],
  lowering: Lowering,
): Fn {
  const nameNode = node.at('name');
  const own = nameNode === undefined ? null : keyText(nameNode);
  const params = parameters(node, lowering);
  const body = node.at('body');
  const assigned = ownProperties(node);
  const statements: readonly Stmt[] =
    body === undefined
      ? []
      : body.type === 'statement_block'
        ? lowering.statements(body.children)
        : lowering.returning(body);
  const returns = lowering.type(node.at('return_type'));
  const visibility = visibilityOf(node);
  return {
    name: own ?? naming?.name ?? '',
    params,
    body: [...assigned, ...statements],
    decorators,
    ...(returns === undefined ? {} : { returns }),
    line: (nameNode ?? node).line,
    endLine: node.endLine,
    ...(naming?.doc === undefined ? {} : { doc: naming.doc }),
    ...(node.has('static') ? { isStatic: true as const } : {}),
    ...(node.has('get') ? { isGetter: true as const } : {}),
    ...(visibility === undefined ? {} : { visibility }),
  };
}

/** `public`, `protected` or `private` as written. */
export function visibilityOf(node: SyntaxNode): 'public' | 'protected' | 'private' | undefined {
  const text = node.child('accessibility_modifier')?.text;
  return text === 'public' || text === 'protected' || text === 'private' ? text : undefined;
}

/** Lowers a decorator. */
export function lowerDecorator(node: SyntaxNode, lowering: Lowering): Decorator {
  const applied = node.parts[0];
  if (applied?.type === 'call_expression') {
    const call = lowering.expression(applied);
    if (call.t === 'call') return { name: call.fn, args: call.args, line: node.line, called: true };
  }
  return { name: lowering.expression(applied), args: [], line: node.line, called: false };
}

/** Decorators among the children of a node. */
export const decoratorsOf = (node: SyntaxNode, lowering: Lowering): readonly Decorator[] =>
  node.children.filter((child) => child.type === 'decorator').map((child) => lowerDecorator(child, lowering));

function parameters(node: SyntaxNode, lowering: Lowering): readonly Param[] {
  const single = node.at('parameter');
  if (single !== undefined) return [parameter(single, lowering)];
  const list = node.at('parameters')?.parts ?? [];
  return list.filter((one) => !isThis(one)).map((one) => parameter(one, lowering));
}

const isThis = (node: SyntaxNode): boolean => node.at('pattern')?.type === 'this';

function parameter(node: SyntaxNode, lowering: Lowering): Param {
  if (node.type !== 'required_parameter' && node.type !== 'optional_parameter')
    return bound(node, [], lowering);
  const target = node.at('pattern') ?? node.at('name') ?? node.parts[0] ?? node;
  const param = bound(target, decoratorsOf(node, lowering), lowering);
  const type = lowering.type(node.at('type'));
  const value = node.at('value');
  return {
    ...param,
    ...(type === undefined
      ? {}
      : { type: node.type === 'optional_parameter' ? { ...type, optional: true as const } : type }),
    ...(value === undefined ? {} : { otherwise: lowering.expression(value) }),
  };
}

function bound(node: SyntaxNode, decorators: readonly Decorator[], lowering: Lowering): Param {
  switch (node.type) {
    case 'assignment_pattern': {
      const param = bound(node.at('left') ?? node, decorators, lowering);
      return { ...param, otherwise: lowering.expression(node.at('right')) };
    }
    case 'rest_pattern': {
      const inner = node.parts[0];
      if (inner?.type === 'identifier') return { name: inner.text, decorators, kind: 'rest' };
      return { name: '', pattern: lowering.pattern(inner), decorators, kind: 'rest' };
    }
    case 'identifier':
      return { name: node.text, decorators, kind: 'one' };
    default:
      return { name: '', pattern: lowering.pattern(node), decorators, kind: 'one' };
  }
}

function ownProperties(node: SyntaxNode): readonly Stmt[] {
  if (node.type !== 'method_definition' || node.at('name')?.text !== 'constructor') return [];
  return propertyParameters(node).map((param) => {
    const name = param.at('pattern')?.text ?? '';
    return {
      t: 'expr',
      e: {
        t: 'assign',
        to: { t: 'member', of: { t: 'name', v: 'this' }, name },
        value: { t: 'name', v: name },
      },
      line: param.line,
    };
  });
}

/** Parameters of a constructor that are fields too. */
export const propertyParameters = (constructor: SyntaxNode): readonly SyntaxNode[] =>
  (constructor.at('parameters')?.parts ?? []).filter(
    (param) =>
      (param.has('accessibility_modifier') || param.has('readonly') || param.has('override_modifier')) &&
      param.at('pattern')?.type === 'identifier',
  );
