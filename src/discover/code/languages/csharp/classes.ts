/** C# classes, records, structs, interfaces and enums. */
import type { Cls, Expr, Field, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { ClassNames } from '../class-names.ts';
import { classTypes, isPreprocessor } from './declarations.ts';
import { documentationOf } from './documentation.ts';
import type { CsharpFile } from './file.ts';
import { lowerType, typeExpr } from './types.ts';

/** Lowers a class declaration with all that is nested in it. */
export function lowerClass(node: SyntaxNode, file: CsharpFile): Cls {
  const name = node.at('name')?.text ?? '';
  const kind = classTypes.get(node.type) ?? 'class';
  const isRecord = node.type.startsWith('record');
  const primary = node.child('parameter_list');
  const bases = basesOf(node.child('base_list'), file);
  const body = node.at('body');
  const doc = documentationOf(node);
  const names = namesIn(name, node, body, bases.length > 0 || hasModifier(node, 'partial'), primary);
  return file.names.inClass(names, () => {
    const members: Members = { methods: [], fields: [], body: [], nested: [] };
    for (const one of membersOf(body)) addMember(one, kind, members, file);
    if (primary !== undefined) addPrimary(primary, node, isRecord, members, file);
    const typeParams = (node.at('type_parameters') ?? node.child('type_parameter_list'))?.parts ?? [];
    return {
      name,
      kind,
      bases,
      decorators: file.attributesOf(node),
      ...members,
      line: (node.at('name') ?? node).line,
      ...(doc === undefined ? {} : { doc }),
      ...(hasModifier(node, 'abstract') ? { isAbstract: true as const } : {}),
      ...(typeParams.length === 0
        ? {}
        : { typeParams: typeParams.map((one) => one.at('name')?.text ?? one.text) }),
    };
  });
}

interface Members {
  readonly methods: Fn[];
  readonly fields: Field[];
  readonly body: Stmt[];
  readonly nested: Cls[];
}

/** Has a declaration a modifier? */
export const hasModifier = (node: SyntaxNode, modifier: string): boolean =>
  node.children.some((one) => one.type === 'modifier' && one.text === modifier);

function basesOf(list: SyntaxNode | undefined, file: CsharpFile): Expr[] {
  const bases: Expr[] = [];
  for (const one of list?.parts ?? []) {
    if (one.type === 'argument_list') continue;
    bases.push(
      typeExpr(lowerType(one.type === 'primary_constructor_base_type' ? one.at('type') : one, file.names)),
    );
  }
  return bases;
}

function* membersOf(body: SyntaxNode | undefined): Iterable<SyntaxNode> {
  for (const one of body?.parts ?? []) {
    if (isPreprocessor(one.type)) yield* membersOf(one);
    else yield one;
  }
}

const declaratorsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.child('variable_declaration')?.parts.filter((one) => one.type === 'variable_declarator') ?? [];

function namesIn(
  name: string,
  node: SyntaxNode,
  body: SyntaxNode | undefined,
  inherits: boolean,
  primary: SyntaxNode | undefined,
): ClassNames {
  const fields = new Map<string, boolean>();
  const methods = new Map<string, boolean>();
  const nested = new Set<string>();
  for (const one of membersOf(body)) {
    const fixed = hasModifier(one, 'static') || hasModifier(one, 'const');
    const own = one.at('name')?.text ?? '';
    if (one.type === 'field_declaration' || one.type === 'event_field_declaration') {
      for (const declarator of declaratorsOf(one)) fields.set(declarator.at('name')?.text ?? '', fixed);
    } else if (one.type === 'property_declaration') fields.set(own, fixed);
    else if (one.type === 'method_declaration') methods.set(own, fixed);
    else if (one.type === 'enum_member_declaration') fields.set(own, true);
    else if (classTypes.has(one.type)) nested.add(own);
  }
  for (const one of primary?.parts ?? []) {
    const own = one.type === 'parameter' ? one.at('name')?.text : undefined;
    if (own !== undefined && !fields.has(own)) fields.set(own, false);
  }
  return { name, fields, methods, nested, inherits: inherits || hasModifier(node, 'partial') };
}

function visibilityOf(node: SyntaxNode, kind: Cls['kind']): 'public' | 'protected' | 'private' {
  if (kind === 'interface' || hasModifier(node, 'public')) return 'public';
  return hasModifier(node, 'protected') ? 'protected' : 'private';
}

function addMember(node: SyntaxNode, kind: Cls['kind'], members: Members, file: CsharpFile): void {
  switch (node.type) {
    case 'field_declaration':
      addFields(node, kind, members.fields, file);
      return;
    case 'property_declaration':
      addProperty(node, kind, members.fields, file);
      return;
    case 'method_declaration': {
      const fn = file.fn(node, node.at('name')?.text ?? '');
      const doc = documentationOf(node);
      members.methods.push({
        ...fn,
        ...(doc === undefined ? {} : { doc }),
        ...(hasModifier(node, 'static') ? { isStatic: true as const } : {}),
        visibility: visibilityOf(node, kind),
      });
      return;
    }
    case 'constructor_declaration':
      if (hasModifier(node, 'static')) {
        members.body.push({ t: 'block', body: file.body(node.at('body'), []) });
      } else members.methods.push(constructorOf(node, file));
      return;
    case 'enum_member_declaration':
      members.fields.push({
        name: node.at('name')?.text ?? '',
        value: { t: 'str', v: node.at('name')?.text ?? '', line: node.line },
        decorators: file.attributesOf(node),
        isStatic: true,
        line: node.line,
      });
      return;
    default:
      if (classTypes.has(node.type)) members.nested.push(file.class(node));
  }
}

function addFields(node: SyntaxNode, kind: Cls['kind'], to: Field[], file: CsharpFile): void {
  const type = lowerType(node.child('variable_declaration')?.at('type'), file.names);
  const decorators = file.attributesOf(node);
  const fixed = hasModifier(node, 'static') || hasModifier(node, 'const');
  for (const one of declaratorsOf(node)) {
    const name = one.at('name');
    const value = one.parts.at(-1);
    to.push({
      name: name?.text ?? '',
      type,
      ...(value === undefined || value === name ? {} : { value: file.expr(value) }),
      decorators,
      ...(fixed ? { isStatic: true as const } : {}),
      line: one.line,
      visibility: visibilityOf(node, kind),
    });
  }
}

function addProperty(node: SyntaxNode, kind: Cls['kind'], to: Field[], file: CsharpFile): void {
  const value = node.at('value');
  const inner = value?.type === 'arrow_expression_clause' ? value.parts[0] : (value ?? getterValue(node));
  to.push({
    name: node.at('name')?.text ?? '',
    type: lowerType(node.at('type'), file.names),
    ...(inner === undefined ? {} : { value: file.expr(inner) }),
    decorators: file.attributesOf(node),
    ...(hasModifier(node, 'static') ? { isStatic: true as const } : {}),
    line: (node.at('name') ?? node).line,
    visibility: visibilityOf(node, kind),
    // What is only computed is never read from a request.
    ...(value?.type === 'arrow_expression_clause' ? { tag: 'computed' } : {}),
  });
}

/** `get => value;` or `get { return value; }` */
function getterValue(node: SyntaxNode): SyntaxNode | undefined {
  const getter = node.at('accessors')?.parts.find((one) => one.at('name')?.text === 'get');
  const body = getter?.at('body') ?? getter?.child('arrow_expression_clause', 'block');
  if (body?.type === 'arrow_expression_clause') return body.parts[0];
  const [only, ...others] = body?.parts ?? [];
  return others.length === 0 && only?.type === 'return_statement' ? only.parts[0] : undefined;
}

function constructorOf(node: SyntaxNode, file: CsharpFile): Fn {
  const fn = file.fn(node, 'constructor');
  const initializer = node.child('constructor_initializer');
  if (initializer === undefined) return fn;
  const target = initializer.has('this') ? 'this' : 'super';
  const call: Stmt = {
    t: 'expr',
    e: {
      t: 'call',
      fn: { t: 'name', v: target },
      args: file.names.inScope(
        fn.params.map((one) => one.name),
        () => file.args(initializer.child('argument_list')),
      ),
      line: initializer.line,
    },
    line: initializer.line,
  };
  return { ...fn, body: [call, ...fn.body] };
}

/** A primary constructor sets what the members see; that of a record declares properties. */
function addPrimary(
  list: SyntaxNode,
  node: SyntaxNode,
  isRecord: boolean,
  members: Members,
  file: CsharpFile,
): void {
  const params = file.params(list);
  const { line } = node;
  if (isRecord) {
    members.fields.unshift(
      ...params.map(
        (one): Field => ({
          name: one.name,
          ...(one.type === undefined ? {} : { type: one.type }),
          decorators: one.decorators,
          line,
          visibility: 'public',
        }),
      ),
    );
  }
  const assign = (one: Param): Stmt => ({
    t: 'expr',
    e: {
      t: 'assign',
      to: { t: 'member', of: { t: 'name', v: 'this' }, name: one.name },
      value: { t: 'name', v: one.name },
    },
    line,
  });
  members.methods.push({
    name: 'constructor',
    params,
    body: params.map(assign),
    decorators: [],
    line,
    endLine: line,
    visibility: 'public',
  });
}
