/** C# files in the small language. */
import type { Expr, Module, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { Names } from '../class-names.ts';
import { attributesOf } from './attributes.ts';
import { lowerClass } from './classes.ts';
import { classTypes, isPreprocessor } from './declarations.ts';
import { lowerArgs, lowerExpr, lowerParams } from './expressions.ts';
import type { CsharpFile } from './file.ts';
import { lowerFn } from './functions.ts';
import { lowerAll, lowerBody, lowerStatement } from './statements.ts';

/** An import of what all files of a project import: its global usings. */
export const globalUsings = 'global::*';

/** A name that nothing declares, in a class that inherits: what begins with a capital before a dot is a class or a namespace. */
const inheritedMember = (simple: string, place: 'value' | 'qualifier'): 'this' | 'class' | null =>
  /^[a-z_]/.test(simple) ? 'this' : place === 'value' ? 'class' : null;

function openFile(): CsharpFile {
  const file: CsharpFile = {
    names: new Names(inheritedMember, true),
    expr: (node) => lowerExpr(node, file),
    args: (node) => lowerArgs(node, file),
    params: (node) => lowerParams(node, file),
    body: (node, locals) => lowerBody(node, locals, file),
    statement: (node, to) => lowerStatement(node, file, to),
    class: (node) => lowerClass(node, file),
    fn: (node, name) => lowerFn(node, name, file),
    attributesOf: (node) => attributesOf(node, file),
  };
  return file;
}

/** Lowers a file: its namespaces, usings, classes and top-level statements. Namespaces are flat. */
export function lowerCsharp(root: SyntaxNode): Omit<Module, 'errors' | 'file' | 'language'> {
  const file = openFile();
  const imports: Stmt[] = [];
  const namespaces: string[] = [];
  const parts: SyntaxNode[] = [];
  gather(root.parts, '', { file, imports, namespaces, parts });
  const body: Stmt[] = [];
  file.names.inScope([], () => lowerAll(parts, file, body));
  const [inNamespace = ''] = namespaces;
  for (const name of new Set(namespaces.flatMap(withAncestors))) {
    imports.push({ t: 'import', from: `${name}.*`, names: [{ name: '*', as: '*' }], line: 1 });
  }
  imports.push({ t: 'import', from: globalUsings, names: [{ name: '*', as: '*' }], line: 1 });
  for (const { name, value } of file.names.wildcardNames()) {
    imports.push({ t: 'let', to: { t: 'name', v: name }, value, line: 1 });
  }
  return { package: inNamespace, body: [...imports, ...body] };
}

/** `Shop.Web.Api` sees what is in `Shop.Web` and in `Shop`. */
function withAncestors(namespace: string): string[] {
  const path = namespace.split('.');
  return path.map((_, at) => path.slice(0, path.length - at).join('.'));
}

interface Gathered {
  readonly file: CsharpFile;
  readonly imports: Stmt[];
  readonly namespaces: string[];
  readonly parts: SyntaxNode[];
}

function gather(nodes: readonly SyntaxNode[], within: string, to: Gathered): void {
  let current = within;
  for (const node of nodes) {
    if (node.type === 'using_directive') lowerUsing(node, to.file, to.imports);
    else if (node.type === 'namespace_declaration' || node.type === 'file_scoped_namespace_declaration') {
      const name = (node.at('name')?.text ?? '').replaceAll(/\s/g, '');
      const full = current === '' ? name : `${current}.${name}`;
      if (!to.namespaces.includes(full)) to.namespaces.push(full);
      const inner = node.at('body')?.parts ?? node.parts.filter((one) => one !== node.at('name'));
      if (node.type === 'file_scoped_namespace_declaration') current = full;
      gather(inner, full, to);
    } else if (isPreprocessor(node.type)) gather(node.parts, current, to);
    else {
      if (classTypes.has(node.type)) to.file.names.addImported(node.at('name')?.text ?? '');
      to.parts.push(node);
    }
  }
}

/** `using A.B;`, `using static A.B;`, `using C = A.B;`; a global one holds here, too. */
function lowerUsing(node: SyntaxNode, file: CsharpFile, to: Stmt[]): void {
  const { line } = node;
  const alias = node.at('name');
  const target = node.parts.find((one) => one !== alias);
  const path = (target?.text ?? '')
    .replace('global::', '')
    .replace(/<[^]*$/, '')
    .replaceAll(/\s/g, '');
  const simple = path.split('.').at(-1) ?? '';
  if (path === '') return;
  if (alias !== undefined) {
    file.names.addImported(alias.text);
    to.push({ t: 'import', from: path, names: [{ name: simple, as: alias.text }], line });
  } else if (node.has('static')) {
    const as = `${simple}$${String(line)}`;
    to.push({ t: 'import', from: path, names: [{ name: simple, as }], line });
    const of: Expr = { t: 'name', v: as };
    file.names.addStaticWildcard(of);
  } else to.push({ t: 'import', from: `${path}.*`, names: [{ name: '*', as: '*' }], line });
}
