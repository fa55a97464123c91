/** `use` declarations: one import for each path that names are taken from. */
import type { Import } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { segmentsOf } from './context.ts';

/**
 * The imports of a declaration.
 *
 * @example
 * importsOf(node) // use axum::{routing::{get, post}, Router}; imports get and post from axum::routing, Router from axum
 */
export function importsOf(declaration: SyntaxNode): readonly Import[] {
  const found: Import[] = [];
  const argument = declaration.at('argument');
  if (argument !== undefined) collect(argument, [], declaration.line, found, 0);
  return found;
}

const depthMax = 20;

function collect(
  node: SyntaxNode,
  before: readonly string[],
  line: number,
  out: Import[],
  depth: number,
): void {
  if (depth > depthMax) return;
  const add = (path: readonly string[], as?: string): void => {
    const segments = path.at(-1) === 'self' && path.length > 1 ? path.slice(0, -1) : path;
    const name = segments.at(-1) ?? '';
    const from = segments.slice(0, -1).join('::');
    // `use shop;` brings the crate itself.
    out.push({
      t: 'import',
      from: from === '' ? name : from,
      names: [{ name: from === '' ? '*' : name, as: as ?? name }],
      line,
    });
  };
  switch (node.type) {
    case 'scoped_use_list': {
      const path = node.at('path');
      const prefix = path === undefined ? before : [...before, ...segmentsOf(path)];
      for (const part of node.at('list')?.parts ?? []) collect(part, prefix, line, out, depth + 1);
      return;
    }
    case 'use_list':
      for (const part of node.parts) collect(part, before, line, out, depth + 1);
      return;
    case 'use_as_clause': {
      const path = node.at('path');
      const as = node.at('alias')?.text;
      if (path !== undefined && as !== '_') add([...before, ...segmentsOf(path)], as);
      return;
    }
    case 'use_wildcard': {
      const path = node.parts[0];
      const all = path === undefined ? before : [...before, ...segmentsOf(path)];
      out.push({ t: 'import', from: all.join('::'), names: [{ name: '*', as: '*' }], line });
      return;
    }
    default:
      add([...before, ...segmentsOf(node)]);
  }
}
