/** ES modules: imports, exports, re-exports. */
import type { Decorator, Import, Pattern, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerDecorator } from './functions.ts';
import { stringValue } from './literals.ts';
import { type Lowering, nameOf } from './lowering.ts';

/** Lowers `import ...`, `import x = require('y')` and `import a = b.c`. */
export function lowerImport(node: SyntaxNode): readonly Stmt[] {
  const line = node.line;
  const required = node.child('import_require_clause');
  const source = required?.at('source') ?? node.at('source');
  if (source === undefined) {
    const [name, value] = node.parts;
    if (name === undefined || value === undefined) return [];
    const parts = value.text.split('.');
    const of = parts
      .slice(1)
      .reduce<ReturnType<typeof nameOf>>(
        (of, part) => ({ t: 'member', of, name: part }),
        nameOf(parts[0] ?? ''),
      );
    return [{ t: 'let', to: { t: 'name', v: name.text }, value: of, line }];
  }
  const from = stringValue(source);
  if (required !== undefined) {
    return [{ t: 'import', from, names: [{ name: '*', as: required.parts[0]?.text ?? '' }], line }];
  }
  return [{ t: 'import', from, names: importedNames(node.child('import_clause')), line }];
}

function importedNames(clause: SyntaxNode | undefined): Import['names'] {
  return (clause?.parts ?? []).flatMap((part) => {
    switch (part.type) {
      case 'identifier':
        return [{ name: 'default', as: part.text }];
      case 'namespace_import':
        return [{ name: '*', as: part.parts[0]?.text ?? '' }];
      case 'named_imports':
        return part.parts.map((one) => {
          const name = specified(one.at('name'));
          return { name, as: one.at('alias')?.text ?? name };
        });
      default:
        return [];
    }
  });
}

const specified = (node: SyntaxNode | undefined): string =>
  node === undefined ? '' : node.type === 'string' ? stringValue(node) : node.text;

/** Lowers the declaration of an export. */
type Declare = (node: SyntaxNode, decorators: readonly Decorator[]) => readonly Stmt[];

/** Lowers `export ...`. Names exported by themselves are exported when the file is done, as they are live. */
export function lowerExport(
  node: SyntaxNode,
  doc: string | undefined,
  lowering: Lowering,
  declare: Declare,
): readonly Stmt[] {
  const source = node.at('source');
  if (source !== undefined) return reExport(node, stringValue(source));
  const clause = node.child('export_clause');
  if (clause !== undefined) {
    for (const one of clause.parts) {
      const name = specified(one.at('name'));
      lowering.last({ t: 'export', name: specified(one.at('alias')) || name, value: nameOf(name) });
    }
    return [];
  }
  const declaration = node.at('declaration');
  const isDefault = node.has('default');
  if (declaration !== undefined) {
    const decorators = node.allAt('decorator').map((child) => lowerDecorator(child, lowering));
    const stmts = declare(declaration, decorators);
    if (isDefault) return [...stmts, ...defaultOf(stmts)];
    return [...stmts, ...exportsOf(stmts)];
  }
  const value = node.at('value') ?? node.parts.find((part) => part.type !== 'decorator');
  if (value === undefined) return [];
  const name = node.has('=') ? '=' : 'default';
  if (value.type === 'class') {
    const decorators = node.allAt('decorator').map((child) => lowerDecorator(child, lowering));
    return [
      { t: 'export', name, value: { t: 'class', class: lowering.cls(value, { name: '', doc }, decorators) } },
    ];
  }
  const stmt: Stmt = { t: 'export', name, value: lowering.expression(value, { name: '', doc }) };
  if (value.type !== 'identifier') return [stmt];
  lowering.last(stmt);
  return [];
}

function reExport(node: SyntaxNode, from: string): readonly Stmt[] {
  const line = node.line;
  const clause = node.child('export_clause');
  const names =
    clause !== undefined
      ? clause.parts.map((one) => {
          const name = specified(one.at('name'));
          return { name, as: specified(one.at('alias')) || name };
        })
      : node.child('namespace_export') !== undefined
        ? [{ name: '*', as: specified(node.child('namespace_export')?.parts[0]) }]
        : null;
  if (names === null) return [{ t: 'export-all', from, line }];
  const local = (as: string): string => `export(${as})`;
  return [
    { t: 'import', from, names: names.map(({ name, as }) => ({ name, as: local(as) })), line },
    ...names.map(({ as }): Stmt => ({ t: 'export', name: as, value: nameOf(local(as)) })),
  ];
}

function defaultOf(stmts: readonly Stmt[]): readonly Stmt[] {
  const [name] = stmts.flatMap(declaredNames);
  return name === undefined ? [] : [{ t: 'export', name: 'default', value: nameOf(name) }];
}

const exportsOf = (stmts: readonly Stmt[]): readonly Stmt[] =>
  stmts.flatMap(declaredNames).map((name) => ({ t: 'export', name, value: nameOf(name) }));

function declaredNames(stmt: Stmt): readonly string[] {
  switch (stmt.t) {
    case 'fn':
      return [stmt.fn.name];
    case 'class':
      return [stmt.class.name];
    case 'let':
      return boundNames(stmt.to);
    case 'import':
      return stmt.names.map(({ as }) => as);
    default:
      return [];
  }
}

function boundNames(pattern: Pattern): readonly string[] {
  const rest = 'rest' in pattern && pattern.rest !== undefined ? [pattern.rest] : [];
  switch (pattern.t) {
    case 'name':
      return [pattern.v];
    case 'map':
      return [...pattern.entries.flatMap((entry) => boundNames(entry.to)), ...rest];
    case 'list':
      return [...pattern.items.flatMap((item) => (item === null ? [] : boundNames(item))), ...rest];
    default:
      return [];
  }
}
