/** Java files in the small language. */
import type { Cls, Expr, Module, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { annotationsOf, lowerAnnotation } from './annotations.ts';
import { lowerAnonymousClass, lowerClass } from './classes.ts';
import { classTypes } from './declarations.ts';
import { lowerArgs, lowerExpr, lowerParams } from './expressions.ts';
import type { JavaFile } from './file.ts';
import { Names } from '../class-names.ts';
import { mayMatterInJava } from './signs.ts';
import { lowerBody, lowerStatement } from './statements.ts';

/** Inherited members by convention: constants are in capitals, fields begin with a small letter. */
const inheritedMember = (simple: string): 'this' | 'class' | null =>
  /^[A-Z][A-Z0-9_]+$/.test(simple) ? 'class' : /^[a-z]/.test(simple) ? 'this' : null;

function openFile(): JavaFile {
  const file: JavaFile = {
    names: new Names(inheritedMember, false),
    expr: (node) => lowerExpr(node, file),
    args: (node) => lowerArgs(node, file),
    params: (node) => lowerParams(node, file),
    body: (node) => lowerBody(node, file),
    class: (node) => lowerClass(node, file),
    anonymousClass: (node, body, base) => lowerAnonymousClass(node, body, base, file),
    annotation: (node) => lowerAnnotation(node, file),
    annotationsOf: (node) => annotationsOf(node, file),
  };
  return file;
}

/** Lowers a file: its package, imports, and top-level classes. */
export function lowerJava(root: SyntaxNode): Omit<Module, 'errors' | 'file' | 'language'> {
  const file = openFile();
  const imports: Stmt[] = [];
  const rest: Stmt[] = [];
  let inPackage = '';
  const parts = root.parts;
  for (const node of parts) {
    if (classTypes.has(node.type)) file.names.addImported(node.at('name')?.text ?? '');
    else if (node.type === 'package_declaration') {
      inPackage = node.child('scoped_identifier', 'identifier')?.text.replaceAll(/\s/g, '') ?? '';
    } else if (node.type === 'import_declaration') lowerImport(node, file, imports);
  }
  for (const node of parts) {
    if (classTypes.has(node.type)) rest.push({ t: 'class', class: lowerClass(node, file) });
    else if (
      node.type !== 'package_declaration' &&
      node.type !== 'import_declaration' &&
      node.type !== 'module_declaration'
    ) {
      lowerStatement(node, file, rest);
    }
  }
  for (const name of neighboursOf(root, file, rest)) {
    imports.push({ t: 'import', from: inPackage === '' ? name : `${inPackage}.${name}`, names: [], line: 1 });
  }
  for (const { name, value } of file.names.wildcardNames()) {
    imports.push({ t: 'let', to: { t: 'name', v: name }, value, line: 1 });
  }
  return { package: inPackage, body: [...imports, ...rest] };
}

/**
 * Names that only a neighbour in the package can explain: they are visible without an import, and are to be read. Of a file that is itself
 * read for the sake of others, only what its classes are made of counts.
 */
function neighboursOf(root: SyntaxNode, file: JavaFile, body: readonly Stmt[]): readonly string[] {
  const unexplained = file.names.unexplained();
  if (mayMatterInJava(root.text)) return unexplained;
  const made = new Set<string>();
  const add = (cls: Cls): void => {
    for (const base of cls.bases) {
      const name = base.t === 'index' ? base.of : base;
      if (name.t === 'name') made.add(name.v);
    }
    for (const { type } of cls.fields)
      for (const one of type === undefined ? [] : [type, ...type.args]) made.add(one.name);
    cls.nested.forEach(add);
  };
  for (const one of body) if (one.t === 'class') add(one.class);
  return unexplained.filter((name) => made.has(name));
}

/**
 * `import a.B` binds B. `import a.B.C` (nested) and `import static a.B.C` bind C to a member of B; `import static a.B.*` is remembered: the
 * names that can only come from it are bound when all are known.
 */
function lowerImport(node: SyntaxNode, file: JavaFile, to: Stmt[]): void {
  const path = (node.child('scoped_identifier', 'identifier')?.text ?? '').replaceAll(/\s/g, '').split('.');
  const { line } = node;
  const wildcard = node.child('asterisk') !== undefined;
  const isStatic = node.has('static');
  if (wildcard && !isStatic) {
    to.push({ t: 'import', from: `${path.join('.')}.*`, names: [{ name: '*', as: '*' }], line });
    return;
  }
  const simple = path.at(-1) ?? '';
  const top = topLevelAt(path, isStatic && !wildcard);
  const className = path[top] ?? '';
  const inner = path.slice(top + 1);
  const from = path.slice(0, top + 1).join('.');
  if (!wildcard) file.names.addImported(simple);
  if (inner.length === 0 && !wildcard) {
    to.push({ t: 'import', from, names: [{ name: className, as: simple }], line });
    return;
  }
  const outer = `${className}$${line}`;
  to.push({ t: 'import', from, names: [{ name: className, as: outer }], line });
  let of: Expr = { t: 'name', v: outer };
  for (const part of inner) of = { t: 'member', of, name: part };
  if (wildcard) file.names.addStaticWildcard(of);
  else to.push({ t: 'let', to: { t: 'name', v: simple }, value: of, line });
}

/** Where the top-level class stands in a dotted path: by convention the first part with a capital letter. */
function topLevelAt(path: readonly string[], hasMember: boolean): number {
  const last = path.length - (hasMember ? 2 : 1);
  const capital = path.findIndex((part) => /^[A-Z]/.test(part));
  return Math.max(0, capital < 0 || capital > last ? last : capital);
}
