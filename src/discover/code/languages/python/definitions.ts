/** Functions and classes. */
import type { Cls, Decorator, Field, Fn, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PythonFile } from './context.ts';
import { docOf } from './documentation.ts';
import { asDecorator, lowerHint, lowerType } from './types.ts';

/** Decorators of a `decorated_definition`, in order. */
export const decoratorsOf = (nodes: readonly SyntaxNode[], file: PythonFile): readonly Decorator[] =>
  nodes.flatMap((node) => {
    const [inner] = node.parts;
    return inner === undefined ? [] : [{ ...asDecorator(inner, file), line: node.line }];
  });

/** Lowers a function definition or a lambda. Its line is that of `def`. */
export function lowerFn(node: SyntaxNode, decoratorNodes: readonly SyntaxNode[], file: PythonFile): Fn {
  const { line, endLine } = node;
  const params = file.params(node.at('parameters'));
  const body = node.at('body');
  if (node.type === 'lambda')
    return {
      name: '',
      params,
      body: [{ t: 'return', e: file.expr(body), line: body?.line ?? line }],
      decorators: [],
      line,
      endLine,
    };
  const outer = file.outerNames;
  file.outerNames = namesDeclaredOuter(body);
  const lowered = file.body(body);
  file.outerNames = outer;
  const name = node.at('name')?.text ?? '';
  const decorators = decoratorsOf(decoratorNodes, file);
  const returns = node.at('return_type');
  const doc = docOf(body);
  const has = (...names: readonly string[]): boolean =>
    decorators.some(({ name: of }) =>
      of.t === 'name' ? names.includes(of.v) : of.t === 'member' && names.includes(of.name),
    );
  return {
    name,
    params,
    body: lowered,
    decorators,
    ...(returns === undefined ? {} : { returns: lowerType(returns) }),
    line,
    endLine,
    ...(doc === undefined ? {} : { doc }),
    ...(has('staticmethod', 'classmethod') ? { isStatic: true as const } : {}),
    ...(has('property', 'cached_property') ? { isGetter: true as const } : {}),
    visibility: name.startsWith('_') && !name.startsWith('__') ? 'private' : 'public',
  };
}

/** Names that a function's own statements declare `global` or `nonlocal`. */
function namesDeclaredOuter(body: SyntaxNode | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const child of body?.children ?? [])
    if (child.type === 'global_statement' || child.type === 'nonlocal_statement')
      for (const part of child.parts) names.add(part.text);
  return names;
}

/** Lowers a class. Attributes are fields, and run in order with the rest of the body, as Python runs it. */
export function lowerClass(node: SyntaxNode, decoratorNodes: readonly SyntaxNode[], file: PythonFile): Cls {
  const methods: Fn[] = [];
  const fields: Field[] = [];
  const nested: Cls[] = [];
  const body: Stmt[] = [];
  const block = node.at('body');
  const member = (child: SyntaxNode): void => {
    switch (child.type) {
      case 'function_definition':
        methods.push(lowerFn(child, [], file));
        return;
      case 'class_definition':
        nested.push(lowerClass(child, [], file));
        return;
      case 'decorated_definition': {
        const definition = child.at('definition');
        const decorators = child.children.filter((one) => one.type === 'decorator');
        if (definition?.type === 'function_definition') methods.push(lowerFn(definition, decorators, file));
        else if (definition?.type === 'class_definition')
          nested.push(lowerClass(definition, decorators, file));
        return;
      }
      case 'expression_statement': {
        const [inner] = child.parts;
        if (inner?.type === 'assignment') {
          const field = lowerField(inner, file);
          if (field !== null) fields.push(field);
        }
        if (inner !== undefined && inner.type !== 'string') file.statements([child], body);
        return;
      }
      // `if settings.DEBUG: def get(...)`: its members are the class's.
      case 'if_statement':
      case 'elif_clause':
      case 'else_clause':
      case 'block':
      case 'try_statement':
        for (const part of child.parts) member(part);
        return;
      case 'pass_statement':
        return;
      default:
        if (child.type.endsWith('_statement')) file.statements([child], body);
    }
  };
  for (const child of block?.parts ?? []) member(child);
  const doc = docOf(block);
  return {
    name: node.at('name')?.text ?? '',
    kind: 'class',
    bases: file
      .args(node.at('superclasses'))
      .filter((one) => one.name === undefined)
      .map((one) => one.value),
    decorators: decoratorsOf(decoratorNodes, file),
    methods,
    fields,
    body,
    nested,
    line: node.line,
    ...(doc === undefined ? {} : { doc }),
  };
}

function lowerField(node: SyntaxNode, file: PythonFile): Field | null {
  const left = node.at('left');
  if (left?.type !== 'identifier') return null;
  const hint = node.at('type');
  const right = node.at('right');
  const lowered = hint === undefined ? null : lowerHint(hint, file);
  return {
    name: left.text,
    ...(lowered === null ? {} : { type: lowered.type }),
    ...(right === undefined ? {} : { value: file.expr(right) }),
    decorators: lowered?.metadata ?? [],
    isStatic: true,
    line: node.line,
  };
}
