/** Go files in the small language: declarations of a package, methods with their receivers, and what runs when the program starts. */
import type { Cls, Fn, Import, Module, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { type GoFile, stringOf, type TypeShape } from './context.ts';
import { documentationOf } from './documentation.ts';
import { functionOf, lowerExpression } from './expressions.ts';
import { packageNames } from './package-names.ts';
import { declaredValues, lowerStatements } from './statements.ts';
import { declaredType, structOf, typeOf } from './types.ts';

/**
 * Lowers a file. `init` functions are called at the end of the top level, as the language does before `main`.
 *
 * @example
 * lowerGo(syntax.root).package // 'main'
 */
export function lowerGo(root: SyntaxNode): Pick<Module, 'body' | 'package'> {
  const unnamed: Cls[] = [];
  const file: GoFile = {
    expression: (node) => lowerExpression(node, file),
    statements: (node) => lowerStatements(node, file),
    type: (node) => typeOf(node, file),
    struct: (node) => structOf(node, file),
    shapes: shapesOf(root),
    unnamed,
  };
  const packageName = root.child('package_clause')?.parts[0]?.text ?? '';
  const body: Stmt[] = importsOf(root);
  const starts: Stmt[] = [];
  for (const node of root.parts) {
    switch (node.type) {
      case 'const_declaration':
      case 'var_declaration':
        body.push(...declaredValues(node, file));
        break;
      case 'type_declaration':
        for (const spec of node.parts) {
          const made = declaredType(spec, node, file);
          if (made !== null)
            body.push('cls' in made ? { t: 'class', class: made.cls } : { t: 'fn', fn: made.fn });
        }
        break;
      case 'function_declaration': {
        const fn = documented(node, functionOf(node, node.at('name')?.text ?? '', file));
        if (fn.name === 'init') {
          starts.push({
            t: 'expr',
            e: { t: 'call', fn: { t: 'fn', fn }, args: [], line: fn.line },
            line: fn.line,
          });
          break;
        }
        body.push({ t: 'fn', fn });
        break;
      }
      case 'method_declaration':
        body.push({ t: 'fn', fn: methodOf(node, file) });
        break;
      case 'package_clause':
      case 'import_declaration':
        break;
      default:
        body.push(...lowerStatements(node, file));
    }
  }
  const structs = unnamed.map<Stmt>((cls) => ({ t: 'class', class: cls }));
  return { package: packageName, body: [...body, ...structs, ...starts] };
}

const documented = (node: SyntaxNode, fn: Fn): Fn => {
  const doc = documentationOf(node);
  return doc === undefined ? fn : { ...fn, doc };
};

/** A method: a function with a receiver; generic receivers are named without their arguments. */
function methodOf(node: SyntaxNode, file: GoFile): Fn {
  const fn = documented(node, functionOf(node, node.at('name')?.text ?? '', file));
  const declared = node.at('receiver')?.parts[0];
  const typeNode = declared?.at('type');
  if (typeNode === undefined) return fn;
  return { ...fn, receiver: { name: declared?.at('name')?.text ?? '_', type: typeOf(typeNode, file).name } };
}

/** Imports; each name a package may have that is not told by its path. */
function importsOf(root: SyntaxNode): Import[] {
  const specs = root.children
    .filter((node) => node.type === 'import_declaration')
    .flatMap((node) => [...node.parts, ...(node.child('import_spec_list')?.parts ?? [])])
    .filter((node) => node.type === 'import_spec');
  const read = specs.map((spec) => {
    const path = spec.at('path');
    const from = path === undefined ? '' : stringOf(path);
    const name = spec.at('name');
    const names = name === undefined ? packageNames(from) : [name.text];
    return { from, names, blank: name?.type === 'blank_identifier', line: spec.line };
  });
  const taken = new Set(read.filter(({ names }) => names.length === 1).map(({ names }) => names[0]));
  return read.map(({ from, names, blank, line }) => {
    const free = names.length === 1 ? names : names.filter((as) => !taken.has(as));
    const chosen = free.length === 0 ? names.slice(0, 1) : free;
    if (chosen[0] !== undefined) taken.add(chosen[0]);
    return { t: 'import', from, names: blank ? [] : chosen.map((as) => ({ name: '*', as })), line };
  });
}

/** The forms of the types that the file declares, in functions too where the name is not the package's. */
function shapesOf(root: SyntaxNode): ReadonlyMap<string, TypeShape> {
  const shapes = new Map<string, TypeShape>();
  for (const declaration of root.children) {
    if (declaration.type !== 'type_declaration') continue;
    for (const spec of declaration.parts) {
      const name = spec.at('name')?.text;
      const type = spec.at('type');
      if (name !== undefined && type !== undefined) shapes.set(name, shapeOf(type));
    }
  }
  return shapes;
}

function shapeOf(type: SyntaxNode): TypeShape {
  switch (type.type) {
    case 'struct_type': {
      const fields = (type.child('field_declaration_list')?.parts ?? [])
        .filter((part) => part.type === 'field_declaration')
        .flatMap((part) => {
          const names = part.allAt('name').filter((name) => name.named);
          return names.length > 0
            ? names.map((name) => name.text)
            : [embeddedName(part.at('type')?.text ?? '')];
        });
      return { t: 'struct', fields };
    }
    case 'slice_type':
    case 'array_type':
      return { t: 'list', item: type.at('element') ?? null };
    case 'map_type':
      return { t: 'map', item: type.at('value') ?? null };
    default:
      return { t: 'other' };
  }
}

const embeddedName = (type: string): string => type.slice(type.lastIndexOf('.') + 1).replace(/^\*/, '');
