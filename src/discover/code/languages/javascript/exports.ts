/** CommonJS: `module.exports = x`, `exports.a = x`, and reading them again. */
import type { Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { stringValue } from './literals.ts';
import { type Lowering, nameOf } from './lowering.ts';

/** What of a module a node names: the whole (`=`), one export by its name, or null when it is none of these. */
export function exportNamed(node: SyntaxNode | undefined): string | null {
  if (node?.type !== 'member_expression' && node?.type !== 'subscript_expression') return null;
  const object = node.at('object');
  const index = node.at('index');
  const name = index?.type === 'string' ? stringValue(index) : node.at('property')?.text;
  if (object?.type === 'identifier') {
    if (object.text === 'module' && name === 'exports') return '=';
    // With `module.exports = x` besides, `exports` is the object that was thrown away, or x itself.
    return object.text === 'exports' && name !== undefined ? name : null;
  }
  const whole = object?.type === 'member_expression' && exportNamed(object) === '=';
  return whole && name !== undefined ? name : null;
}

/** Reads what a node of this kind names. */
export function readExport(name: string, lowering: Lowering): Expr {
  if (name === '=') return nameOf(wholeName);
  return lowering.exportsWhole ? { t: 'member', of: nameOf(wholeName), name } : nameOf(`exports.${name}`);
}

/** Assigns a value to an export and exports it. */
export function assignExport(name: string, value: Expr, line: number, lowering: Lowering): Expr {
  if (name === '=') {
    lowering.before({ t: 'let', to: { t: 'name', v: wholeName }, value, line });
    lowering.after({ t: 'export', name: '=', value: nameOf(wholeName) });
    return nameOf(wholeName);
  }
  if (lowering.exportsWhole) {
    const to = { t: 'member', of: nameOf(wholeName), name } as const;
    lowering.before({ t: 'expr', e: { t: 'assign', to, value }, line });
    lowering.after({ t: 'export', name, value: to });
    return to;
  }
  const local = `exports.${name}`;
  lowering.before({ t: 'let', to: { t: 'name', v: local }, value, line });
  lowering.after({ t: 'export', name, value: nameOf(local) });
  return nameOf(local);
}

const wholeName = 'module.exports';
