/** Expressions. */
import type { Expr, Fn, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerArgs, lowerCall } from './calls.ts';
import { constant } from './constants.ts';
import { blockName, nil, type RubyFile } from './context.ts';
import { lowerHash } from './hashes.ts';
import { lowerTarget } from './patterns.ts';
import { lowerChained, lowerString, regexText, symbolText } from './strings.ts';

/** Lowers an expression; what is missing is nil. */
export function lowerExpr(node: SyntaxNode | undefined, file: RubyFile): Expr {
  if (node === undefined) return nil;
  const { line } = node;
  switch (node.type) {
    case 'identifier':
      return word(node.text, line, file);
    case 'constant':
    case 'scope_resolution':
      return constant(node, file);
    case 'call':
      return lowerCall(node, file);
    case 'string':
    case 'bare_string':
    case 'subshell':
      return lowerString(node, file);
    case 'bare_symbol':
    case 'delimited_symbol':
      return lowerString(node, file);
    case 'chained_string':
      return lowerChained(node, file);
    case 'simple_symbol':
    case 'hash_key_symbol':
      return { t: 'str', v: symbolText(node), line };
    case 'character':
      return { t: 'str', v: node.text.slice(1), line };
    case 'heredoc_beginning': {
      const body = file.heredocs.get(node.start);
      return body === undefined ? { t: 'str', v: '', line } : lowerString(body, file);
    }
    case 'regex':
      return { t: 'regex', v: regexText(node), line };
    case 'integer':
    case 'float': {
      const value = Number(node.text.replaceAll('_', ''));
      return Number.isFinite(value) ? { t: 'num', v: value } : other([]);
    }
    case 'true':
      return { t: 'const', v: true };
    case 'false':
      return { t: 'const', v: false };
    case 'nil':
      return nil;
    case 'self':
      return { t: 'name', v: 'self' };
    case 'instance_variable':
      return { t: 'member', of: { t: 'name', v: 'self' }, name: node.text };
    case 'class_variable':
    case 'global_variable':
      return { t: 'name', v: node.text };
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
      return { t: 'list', items: items(node, file) };
    case 'splat_argument':
    case 'hash_splat_argument':
      return { t: 'spread', of: lowerExpr(node.parts[0], file) };
    case 'hash':
      return lowerHash(node.parts, line, file);
    case 'element_reference': {
      const object = node.at('object') ?? node.parts[0];
      const keys = node.parts.filter((part) => part !== object && part.type !== 'block');
      return { t: 'index', of: lowerExpr(object, file), key: lowerExpr(keys[0], file) };
    }
    case 'parenthesized_statements':
    case 'begin':
    case 'then':
    case 'else':
    case 'body_statement':
    case 'block_body':
    case 'do':
      return sequence(node.parts, file);
    case 'conditional':
      return {
        t: 'either',
        options: [
          lowerExpr(node.at('consequence'), file),
          lowerExpr(node.at('alternative'), file),
          ...tested(node.at('condition'), file),
        ],
      };
    case 'if':
    case 'unless':
    case 'elsif':
    case 'if_modifier':
    case 'unless_modifier':
      return {
        t: 'either',
        options: [
          ...['body', 'consequence', 'alternative'].flatMap((field) => {
            const part = node.at(field);
            return part === undefined ? [] : [lowerExpr(part, file)];
          }),
          ...tested(node.at('condition'), file),
        ],
      };
    case 'case':
    case 'case_match':
      return {
        t: 'either',
        options: [
          ...node.parts
            .filter(({ type }) => type === 'when' || type === 'in_clause')
            .flatMap((one) => {
              const body = one.at('body');
              return body === undefined ? [] : [lowerExpr(body, file)];
            }),
          ...node.parts.filter(({ type }) => type === 'else').map((one) => lowerExpr(one, file)),
          ...tested(node.at('value'), file),
        ],
      };
    case 'rescue_modifier':
      return {
        t: 'either',
        options: [lowerExpr(node.at('body'), file), lowerExpr(node.at('handler'), file)],
      };
    case 'binary':
      return binary(node, file);
    case 'unary':
      return other([lowerExpr(node.at('operand'), file)]);
    case 'assignment':
      return assignment(node, file);
    case 'operator_assignment': {
      const left = node.at('left');
      const value = operated(node, file);
      const to = left === undefined ? null : lowerTarget(left, file);
      return to === null ? value : { t: 'assign', to, value };
    }
    case 'lambda':
      return { t: 'fn', fn: lambda(node, file) };
    case 'yield':
      return {
        t: 'call',
        fn: { t: 'name', v: blockName },
        args: lowerArgs(node.child('argument_list'), file),
        line,
      };
    case 'return':
    case 'break':
    case 'next':
      return sequence(node.child('argument_list')?.parts ?? [], file);
    case 'class':
    case 'module':
    case 'method':
    case 'singleton_method':
    case 'while':
    case 'until':
    case 'for':
      return { t: 'block', body: file.statements([node]) };
    case 'argument_list':
      return sequence(node.parts, file);
    default:
      return other(node.parts.map((part) => lowerExpr(part, file)));
  }
}

/** What is nothing of its own; its parts run. */
export const other = (parts: readonly Expr[]): Expr & { readonly t: 'other' } => ({ t: 'other', parts });

/** A word: a variable where one is in sight, else a call without arguments. */
function word(name: string, line: number, file: RubyFile): Expr {
  if (name === file.block && name !== '') return { t: 'name', v: blockName };
  if (file.locals.has(name) || name.startsWith('__')) return { t: 'name', v: name };
  return { t: 'call', fn: { t: 'name', v: name }, args: [], line };
}

const items = (node: SyntaxNode, file: RubyFile): readonly Expr[] => {
  const pairs = node.parts.filter(({ type }) => type === 'pair' || type === 'hash_splat_argument');
  const rest = node.parts.filter((part) => !pairs.includes(part)).map((part) => lowerExpr(part, file));
  return pairs.length === 0 ? rest : [...rest, lowerHash(pairs, node.line, file)];
};

/** Statements with the value of the last. */
function sequence(nodes: readonly SyntaxNode[], file: RubyFile): Expr {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined && !/^(?:ensure|rescue|else)$/.test(only.type))
    return lowerExpr(only, file);
  const body = file.statements(nodes);
  if (body.length === 0) return nil;
  return { t: 'block', body };
}

/** A condition runs, and is none of the values. */
const tested = (condition: SyntaxNode | undefined, file: RubyFile): readonly Expr[] =>
  condition === undefined ||
  !['call', 'binary', 'assignment', 'parenthesized_statements'].includes(condition.type)
    ? []
    : [{ t: 'block', body: [{ t: 'expr', e: lowerExpr(condition, file), line: condition.line }, noValue] }];

const noValue: Stmt = { t: 'expr', e: nil, line: 0 };

const isText = (expr: Expr): boolean => expr.t === 'str' || expr.t === 'text';
const flat = (expr: Expr): readonly Expr[] => (expr.t === 'text' ? expr.parts : [expr]);

function binary(node: SyntaxNode, file: RubyFile): Expr {
  return joined(
    node.at('operator')?.type ?? '',
    lowerExpr(node.at('left'), file),
    lowerExpr(node.at('right'), file),
    node.line,
  );
}

/** What two values and an operator come to. */
function joined(sign: string, left: Expr, right: Expr, line: number): Expr {
  switch (sign) {
    case '||':
    case 'or':
      return { t: 'either', options: [left, right] };
    case '&&':
    case 'and':
      return {
        t: 'block',
        body: [
          { t: 'expr', e: left, line },
          { t: 'expr', e: right, line },
        ],
      };
    case '+':
      if (isText(left) || isText(right)) return { t: 'text', parts: [...flat(left), ...flat(right)], line };
      return { t: 'call', fn: { t: 'member', of: left, name: '+' }, args: [{ value: right }], line };
    case '<<':
      return { t: 'call', fn: { t: 'member', of: left, name: 'push' }, args: [{ value: right }], line };
    case '==':
    case '===':
      return { ...other([left, right]), op: '==' };
    case '!=':
      return { ...other([left, right]), op: '!=' };
    case '|':
    case '-':
    case '&':
      return { t: 'call', fn: { t: 'member', of: left, name: sign }, args: [{ value: right }], line };
    default:
      return other([left, right]);
  }
}

/** The value of `x += y`, `x ||= y`. */
export function operated(node: SyntaxNode, file: RubyFile): Expr {
  const sign = (node.at('operator')?.type ?? '').replace(/=$/, '');
  const right = lowerExpr(node.at('right'), file);
  const left = node.at('left');
  if (sign === '||' && left?.type !== 'element_reference') {
    const known = left?.type !== 'identifier' || file.locals.has(left.text);
    return known ? { t: 'either', options: [lowerExpr(left, file), right] } : right;
  }
  return joined(sign, lowerExpr(left, file), right, node.line);
}

function assignment(node: SyntaxNode, file: RubyFile): Expr {
  const left = node.at('left');
  const value = lowerExpr(node.at('right'), file);
  const to = left === undefined ? null : lowerTarget(left, file);
  return to === null
    ? other([...(left === undefined ? [] : [lowerExpr(left, file)]), value])
    : { t: 'assign', to, value };
}

/** `->(x) { ... }` */
function lambda(node: SyntaxNode, file: RubyFile): Fn {
  return file.fn(node);
}
