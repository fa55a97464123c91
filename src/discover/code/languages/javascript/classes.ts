/** Classes, interfaces, type aliases and enums. */
import type { Cls, Decorator, Expr, Field, Fn, MapEntry, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { docFrom } from './doc.ts';
import { decoratorsOf, lowerDecorator, lowerFunction, propertyParameters } from './functions.ts';
import { keyText, numberValue } from './literals.ts';
import { type Lowering, nameOf, type Naming } from './lowering.ts';
import { shapeOf, typeArguments, typeExpression } from './types.ts';

/** Lowers a class. Decorators of an exported class stand on the export; they are given. */
export function lowerClass(
  node: SyntaxNode,
  naming: Naming | undefined,
  outer: readonly Decorator[],
  lowering: Lowering,
): Cls {
  const methods: Fn[] = [];
  const fields: Field[] = [];
  const body: Stmt[] = [];
  let decorators: Decorator[] = [];
  let comments: SyntaxNode[] = [];
  for (const member of node.at('body')?.children ?? []) {
    if (member.type === 'comment') {
      comments.push(member);
      continue;
    }
    if (member.type === 'decorator') {
      decorators.push(lowerDecorator(member, lowering));
      continue;
    }
    if (!member.named) continue;
    const first = decorators[0];
    const doc = docFrom(comments, first === undefined ? member.line : Math.min(first.line, member.line));
    const all = [...decorators, ...decoratorsOf(member, lowering)];
    const key = member.at('name') ?? member.at('property');
    const name = (key === undefined ? null : keyText(key)) ?? '';
    switch (member.type) {
      case 'method_definition':
      case 'abstract_method_signature': {
        methods.push(lowerFunction(member, { name, doc }, all, lowering));
        if (name === 'constructor') fields.push(...parameterFields(member, lowering));
        break;
      }
      case 'public_field_definition':
      case 'field_definition':
        fields.push(field(member, { name, doc }, all, lowering));
        break;
      case 'class_static_block':
        body.push(...lowering.statements(member.at('body')?.parts ?? []));
        break;
      default:
    }
    comments = [];
    decorators = [];
  }
  const nameNode = node.at('name');
  return {
    name: nameNode?.text ?? naming?.name ?? '',
    kind: 'class',
    bases: heritage(node, lowering),
    decorators: [...outer, ...decoratorsOf(node, lowering)],
    methods,
    fields,
    body,
    nested: [],
    line: (nameNode ?? node).line,
    ...(naming?.doc === undefined ? {} : { doc: naming.doc }),
    ...(node.type === 'abstract_class_declaration' ? { isAbstract: true as const } : {}),
  };
}

function field(
  node: SyntaxNode,
  naming: Naming,
  decorators: readonly Decorator[],
  lowering: Lowering,
): Field {
  const type = lowering.type(node.at('type'));
  const value = node.at('value');
  return {
    name: naming.name,
    ...(type === undefined ? {} : { type: node.has('?') ? { ...type, optional: true as const } : type }),
    ...(value === undefined ? {} : { value: lowering.expression(value, naming) }),
    decorators,
    ...(node.has('static') ? { isStatic: true as const } : {}),
    line: node.line,
  };
}

function parameterFields(constructor: SyntaxNode, lowering: Lowering): readonly Field[] {
  return propertyParameters(constructor).map((param) => {
    const type = lowering.type(param.at('type'));
    return {
      name: param.at('pattern')?.text ?? '',
      ...(type === undefined ? {} : { type }),
      decorators: [],
      line: param.line,
    };
  });
}

function heritage(node: SyntaxNode, lowering: Lowering): readonly Expr[] {
  const clause = node.child('class_heritage');
  if (clause === undefined) return [];
  const bases: Expr[] = [];
  for (const part of clause.parts) {
    if (part.type === 'extends_clause') {
      const of = lowering.expression(part.at('value'));
      const keys = typeArguments(part.at('type_arguments'), lowering).map(typeExpression);
      const [only] = keys;
      if (only === undefined) bases.push(of);
      else bases.push({ t: 'index', of, key: keys.length === 1 ? only : { t: 'list', items: keys } });
    } else if (part.type === 'implements_clause') {
      for (const one of part.parts) {
        const type = lowering.type(one);
        if (type !== undefined) bases.push(typeExpression(type));
      }
    } else bases.push(lowering.expression(part));
  }
  return bases;
}

/** Lowers `interface A extends B {}` and `type A = ...`. */
export function lowerInterface(node: SyntaxNode, doc: string | undefined, lowering: Lowering): Cls {
  const shape = shapeOf(node.at('body') ?? node.at('value'), lowering);
  const inherited = node.child('extends_type_clause')?.allAt('type') ?? [];
  const bases = inherited.flatMap((one) => {
    const type = lowering.type(one);
    return type === undefined ? [] : [typeExpression(type)];
  });
  return {
    ...shape,
    bases: [...bases, ...shape.bases],
    name: node.at('name')?.text ?? '',
    line: node.line,
    ...(doc === undefined ? {} : { doc }),
  };
}

/** Lowers an enum to a map from member to value; members without a value count on. */
export function lowerEnum(node: SyntaxNode, lowering: Lowering): Expr {
  const entries: MapEntry[] = [];
  let next = 0;
  for (const member of node.at('body')?.parts ?? []) {
    const key = member.type === 'enum_assignment' ? member.at('name') : member;
    const given = member.at('value');
    if (key === undefined) continue;
    if (given?.type === 'number') next = numberValue(given.text);
    const value: Expr = given === undefined ? { t: 'num', v: next } : lowering.expression(given);
    next += 1;
    const name = keyText(key);
    const line = member.line;
    entries.push({ key: name === null ? nameOf(key.text) : { t: 'str', v: name, line }, value, line });
  }
  return { t: 'map', entries, line: node.line };
}
