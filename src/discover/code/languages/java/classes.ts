/** Java classes, interfaces, records, enums and annotation types. */
import type { Cls, Expr, Field, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { classTypes } from './declarations.ts';
import type { JavaFile } from './file.ts';
import { javadocOf } from './javadoc.ts';
import type { ClassNames } from '../class-names.ts';
import { lowerBase, lowerType } from './types.ts';

/** Lowers a class declaration with all that is nested in it. */
export function lowerClass(node: SyntaxNode, file: JavaFile): Cls {
  const name = node.at('name')?.text ?? '';
  const kind = classTypes.get(node.type) ?? 'class';
  const bases: Expr[] = [];
  for (const clause of node.parts) {
    if (clause.type === 'superclass') for (const one of clause.parts) bases.push(lowerBase(one, file.names));
    else if (clause.type === 'super_interfaces' || clause.type === 'extends_interfaces') {
      for (const one of clause.child('type_list')?.parts ?? clause.parts)
        bases.push(lowerBase(one, file.names));
    }
  }
  const body = node.at('body');
  const components = node.type === 'record_declaration' ? node.at('parameters') : undefined;
  const doc = javadocOf(node);
  const names = namesIn(name, body, kind, bases.length > 0, components);
  return file.names.inClass(names, () => {
    const members = lowerMembers(body, kind, file);
    if (components !== undefined) addRecordParts(components, members, node, file);
    if (node.type === 'annotation_type_declaration') bases.push({ t: 'name', v: 'Annotation' });
    const typeParams = typeParamsOf(node);
    return {
      name,
      kind,
      bases,
      decorators: file.annotationsOf(node),
      ...members,
      line: (node.at('name') ?? node).line,
      ...(doc === undefined ? {} : { doc }),
      ...(node.child('modifiers')?.has('abstract') === true ? { isAbstract: true as const } : {}),
      ...(typeParams.length === 0 ? {} : { typeParams }),
    };
  });
}

/** `new Base(...) { ... }` */
export function lowerAnonymousClass(node: SyntaxNode, body: SyntaxNode, base: Expr, file: JavaFile): Cls {
  return file.names.inClass(namesIn('', body, 'class', true, undefined), () => ({
    name: '',
    kind: 'class',
    bases: [base],
    decorators: [],
    ...lowerMembers(body, 'class', file),
    line: node.line,
  }));
}

interface Members {
  readonly methods: Fn[];
  readonly fields: Field[];
  readonly body: Stmt[];
  readonly nested: Cls[];
}

const typeParamsOf = (node: SyntaxNode): string[] =>
  node.child('type_parameters')?.parts.map((one) => one.child('type_identifier', 'identifier')?.text ?? '') ??
  [];

const isStatic = (node: SyntaxNode): boolean => node.child('modifiers')?.has('static') === true;

/** The members of a body; those of an enum stand one level deeper. */
function* membersOf(body: SyntaxNode | undefined): Iterable<SyntaxNode> {
  for (const one of body?.parts ?? []) {
    if (one.type === 'enum_body_declarations') yield* one.parts;
    else yield one;
  }
}

function namesIn(
  name: string,
  body: SyntaxNode | undefined,
  kind: Cls['kind'],
  inherits: boolean,
  components: SyntaxNode | undefined,
): ClassNames {
  const fields = new Map<string, boolean>();
  const methods = new Map<string, boolean>();
  const nested = new Set<string>();
  for (const one of membersOf(body)) {
    if (one.type === 'field_declaration' || one.type === 'constant_declaration') {
      const fixed = kind === 'interface' || isStatic(one);
      for (const declarator of one.allAt('declarator')) fields.set(declarator.at('name')?.text ?? '', fixed);
    } else if (one.type === 'method_declaration') methods.set(one.at('name')?.text ?? '', isStatic(one));
    else if (one.type === 'enum_constant') fields.set(one.at('name')?.text ?? '', true);
    else if (classTypes.has(one.type)) nested.add(one.at('name')?.text ?? '');
  }
  for (const one of components?.parts ?? []) {
    const component = one.at('name')?.text ?? one.child('variable_declarator')?.at('name')?.text;
    if (component !== undefined) fields.set(component, false);
  }
  return { name, fields, methods, nested, inherits };
}

function lowerMembers(body: SyntaxNode | undefined, kind: Cls['kind'], file: JavaFile): Members {
  const members: Members = { methods: [], fields: [], body: [], nested: [] };
  for (const one of membersOf(body)) {
    switch (one.type) {
      case 'field_declaration':
      case 'constant_declaration':
        addFields(one, kind, members.fields, file);
        break;
      case 'method_declaration':
        members.methods.push(lowerMethod(one, one.at('name')?.text ?? '', one.at('body'), kind, file));
        break;
      case 'constructor_declaration':
        members.methods.push(lowerMethod(one, 'constructor', one.at('body'), kind, file));
        break;
      case 'annotation_type_element_declaration':
        members.fields.push({
          name: one.at('name')?.text ?? '',
          type: lowerType(one.at('type'), file.names),
          ...valueOf(one.at('value'), file),
          decorators: file.annotationsOf(one),
          line: one.line,
        });
        break;
      case 'enum_constant':
        members.fields.push(lowerConstant(one, file));
        break;
      case 'static_initializer':
        members.body.push({ t: 'block', body: file.body(one.child('block')) });
        break;
      case 'block':
        members.body.push({ t: 'block', body: file.body(one) });
        break;
      default:
        if (classTypes.has(one.type)) members.nested.push(lowerClass(one, file));
    }
  }
  return members;
}

function valueOf(node: SyntaxNode | undefined, file: JavaFile): { value?: Expr } {
  return node === undefined ? {} : { value: file.expr(node) };
}

function addFields(node: SyntaxNode, kind: Cls['kind'], to: Field[], file: JavaFile): void {
  const decorators = file.annotationsOf(node);
  const type = lowerType(node.at('type'), file.names);
  const fixed = kind === 'interface' || isStatic(node);
  for (const one of node.allAt('declarator')) {
    to.push({
      name: one.at('name')?.text ?? '',
      type: one.at('dimensions') === undefined ? type : { name: 'Array', args: [type] },
      ...valueOf(one.at('value'), file),
      decorators,
      ...(fixed ? { isStatic: true as const } : {}),
      line: one.line,
    });
  }
}

/** An enum constant is a static field that holds an instance. */
function lowerConstant(node: SyntaxNode, file: JavaFile): Field {
  const path = file.names.type(enumNameOf(node)).split('.');
  let fn: Expr = { t: 'name', v: path[0] ?? '' };
  for (const part of path.slice(1)) fn = { t: 'member', of: fn, name: part };
  return {
    name: node.at('name')?.text ?? '',
    value: { t: 'call', fn, args: file.args(node.at('arguments')), line: node.line, isNew: true },
    decorators: file.annotationsOf(node),
    isStatic: true,
    line: node.line,
  };
}

const enumNameOf = (constant: SyntaxNode): string => constant.parent?.parent?.at('name')?.text ?? '';

function lowerMethod(
  node: SyntaxNode,
  name: string,
  body: SyntaxNode | undefined,
  kind: Cls['kind'],
  file: JavaFile,
): Fn {
  const params = file.params(node.at('parameters'));
  const modifiers = node.child('modifiers');
  const visibility =
    kind === 'interface' || modifiers?.has('public') === true
      ? 'public'
      : modifiers?.has('protected') === true
        ? 'protected'
        : modifiers?.has('private') === true
          ? 'private'
          : undefined;
  const doc = javadocOf(node);
  const type = node.at('type');
  return {
    name,
    params,
    body: file.names.inScope(
      params.map((one) => one.name),
      () => file.body(body),
    ),
    decorators: file.annotationsOf(node),
    ...(type === undefined ? {} : { returns: lowerType(type, file.names) }),
    line: (node.at('name') ?? node).line,
    endLine: node.endLine,
    ...(doc === undefined ? {} : { doc }),
    ...(isStatic(node) ? { isStatic: true as const } : {}),
    ...(visibility === undefined ? {} : { visibility }),
  };
}

/** A record has a field and an accessor for each component, and a constructor that sets them. */
function addRecordParts(components: SyntaxNode, members: Members, node: SyntaxNode, file: JavaFile): void {
  const params = file.params(components);
  const { line } = node;
  const component = (one: Param): Expr => ({ t: 'member', of: { t: 'name', v: 'this' }, name: one.name });
  const method = (name: string, own: readonly Param[], body: readonly Stmt[]): Fn => ({
    name,
    params: own.map((one) => ({ ...one, decorators: [] })),
    body,
    decorators: [],
    line,
    endLine: line,
    visibility: 'public',
  });
  members.fields.unshift(
    ...params.map((one) => ({
      name: one.name,
      ...(one.type === undefined ? {} : { type: one.type }),
      decorators: one.decorators,
      line,
    })),
  );
  const has = (name: string): boolean => members.methods.some((one) => one.name === name);
  for (const one of params) {
    if (!has(one.name))
      members.methods.push(method(one.name, [], [{ t: 'return', e: component(one), line }]));
  }
  if (has('constructor')) return;
  const assignments = params.map(
    (one): Stmt => ({
      t: 'expr',
      e: {
        t: 'assign',
        to: { t: 'member', of: { t: 'name', v: 'this' }, name: one.name },
        value: { t: 'name', v: one.name },
      },
      line,
    }),
  );
  members.methods.push(method('constructor', params, assignments));
}
