/** Expressions. */
import type { Arg, Expr, MapEntry, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { chooseName, none, plusName, type PythonFile } from './context.ts';
import { lowerTarget } from './patterns.ts';
import { lowerPercent, lowerString } from './strings.ts';
import { lowerHint } from './types.ts';

/** Lowers an expression; what is missing is `None`. */
export function lowerExpr(node: SyntaxNode | undefined, file: PythonFile): Expr {
  if (node === undefined) return none;
  switch (node.type) {
    case 'identifier':
    case 'keyword_identifier':
    case 'dotted_name':
      return dotted(node.text);
    case 'string':
    case 'concatenated_string':
      return lowerString(node, file);
    case 'integer':
    case 'float': {
      const value = Number(node.text.replaceAll('_', '').replace(/[jJlL]$/, ''));
      return Number.isFinite(value) ? { t: 'num', v: value } : other([]);
    }
    case 'true':
      return { t: 'const', v: true };
    case 'false':
      return { t: 'const', v: false };
    case 'none':
      return none;
    case 'await':
    case 'parenthesized_expression':
    case 'type':
    case 'as_pattern_target':
      return lowerExpr(node.parts[0], file);
    case 'attribute':
      return {
        t: 'member',
        of: lowerExpr(node.at('object'), file),
        name: node.at('attribute')?.text ?? '',
      };
    case 'subscript':
    case 'generic_type':
      return subscript(node, file);
    case 'call':
      return {
        t: 'call',
        fn: lowerExpr(node.at('function'), file),
        args: lowerArgs(node.at('arguments'), file),
        line: node.line,
      };
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return { t: 'list', items: node.parts.map((part) => lowerExpr(part, file)) };
    case 'list_splat':
    case 'dictionary_splat':
    case 'list_splat_pattern':
      return { t: 'spread', of: lowerExpr(node.parts[0], file) };
    case 'dictionary':
      return { t: 'map', entries: node.parts.map((part) => entry(part, file)), line: node.line };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return comprehension(node, file);
    case 'lambda':
      return { t: 'fn', fn: file.fn(node, []) };
    case 'conditional_expression': {
      const [yes, condition, no] = node.parts;
      if (condition !== undefined && isSimple(condition))
        return {
          t: 'call',
          fn: { t: 'name', v: chooseName },
          args: [condition, yes, no].map((one) => ({ value: lowerExpr(one, file) })),
          line: node.line,
        };
      return {
        t: 'either',
        options: [lowerExpr(yes, file), lowerExpr(no, file), ...tested(condition, file)],
      };
    }
    case 'boolean_operator': {
      const left = lowerExpr(node.at('left'), file);
      const right = lowerExpr(node.at('right'), file);
      return node.at('operator')?.type === 'or'
        ? { t: 'either', options: [left, right] }
        : other([left, right]);
    }
    case 'comparison_operator': {
      const signs = node.allAt('operators').map((one) => one.type);
      const [sign = ''] = signs;
      const parts = node.parts.map((part) => lowerExpr(part, file));
      if (signs.length !== 1) return other(parts);
      if (/^(?:==|in|is)$/.test(sign)) return { ...other(parts), op: '==' };
      return /^(?:!=|not in|is not)$/.test(sign) ? { ...other(parts), op: '!=' } : other(parts);
    }
    // `not x` asks whether it is false.
    case 'not_operator':
      return {
        ...other([lowerExpr(node.at('argument'), file), { t: 'const', v: false }]),
        op: '==',
      };
    case 'binary_operator':
      return binary(node, file);
    case 'named_expression': {
      const to = node.at('name');
      const pattern = to === undefined ? null : lowerTarget(to, file);
      const value = lowerExpr(node.at('value'), file);
      return pattern === null ? value : { t: 'assign', to: pattern, value };
    }
    case 'assignment': {
      // `a = b = c`: the inner one is a value.
      const left = node.at('left');
      const pattern = left === undefined ? null : lowerTarget(left, file);
      const value = lowerExpr(node.at('right'), file);
      return pattern === null ? value : { t: 'assign', to: pattern, value };
    }
    case 'case_pattern':
    case 'union_pattern':
    case 'class_pattern':
      return node.parts.length === 1
        ? lowerExpr(node.parts[0], file)
        : other(node.parts.map((part) => lowerExpr(part, file)));
    case 'ellipsis':
      return other([]);
    default:
      return other(node.parts.map((part) => lowerExpr(part, file)));
  }
}

const other = (parts: readonly Expr[]): Expr & { readonly t: 'other' } => ({ t: 'other', parts });

/** A name alone: its value may be known. */
const isSimple = (condition: SyntaxNode): boolean => condition.type === 'identifier';

/** A condition runs, and is none of the values. */
const tested = (condition: SyntaxNode | undefined, file: PythonFile): readonly Expr[] =>
  condition === undefined || !/[(]|:=/.test(condition.text)
    ? []
    : [{ t: 'block', body: [{ t: 'expr', e: lowerExpr(condition, file), line: condition.line }, noValue] }];

const noValue: Stmt = { t: 'expr', e: none, line: 0 };

/** `a.b.c` */
export const dotted = (path: string): Expr => {
  const [first = '', ...rest] = path.split('.');
  return rest.reduce<Expr>((of, name) => ({ t: 'member', of, name: name.trim() }), {
    t: 'name',
    v: first.trim(),
  });
};

function entry(node: SyntaxNode, file: PythonFile): MapEntry {
  const { line } = node;
  return node.type === 'pair'
    ? { key: lowerExpr(node.at('key'), file), value: lowerExpr(node.at('value'), file), line }
    : { key: null, value: lowerExpr(node.parts[0] ?? node, file), line };
}

/** `x[k]`; `Annotated[T, a, b]` keeps what it is given as a call does, so that an alias of it can be looked into. */
function subscript(node: SyntaxNode, file: PythonFile): Expr {
  const isGeneric = node.type === 'generic_type';
  const of = lowerExpr(isGeneric ? node.parts[0] : node.at('value'), file);
  const keys = isGeneric ? (node.parts[1]?.parts ?? []) : node.allAt('subscript').filter((one) => one.named);
  const lowered = keys.map((key) => lowerExpr(key, file));
  const name = of.t === 'name' ? of.v : of.t === 'member' ? of.name : '';
  const [only] = lowered;
  const flat = lowered.length === 1 && only?.t === 'list' ? only.items : lowered;
  if (name === 'Annotated')
    return { t: 'call', fn: of, args: flat.map((value) => ({ value })), line: node.line };
  if (name === 'Optional' && only !== undefined) return only;
  return {
    t: 'index',
    of,
    key: lowered.length === 1 ? (only ?? none) : { t: 'list', items: lowered },
  };
}

function binary(node: SyntaxNode, file: PythonFile): Expr {
  const sign = node.at('operator')?.type ?? '';
  const left = lowerExpr(node.at('left'), file);
  const right = lowerExpr(node.at('right'), file);
  const { line } = node;
  switch (sign) {
    case '+': {
      if (isText(left) || isText(right)) return { t: 'text', parts: [...flat(left), ...flat(right)], line };
      return {
        t: 'call',
        fn: { t: 'name', v: plusName },
        args: [{ value: left }, { value: right }],
        line,
      };
    }
    case '%':
      return lowerPercent(left, right, line) ?? other([left, right]);
    // Types (`A | None`) and permissions (`A | B`, `A & B`): one of them.
    case '|':
    case '&':
      return { t: 'either', options: [left, right] };
    // Paths: `BASE / "x"`.
    case '/':
      return isText(right)
        ? { t: 'text', parts: [...flat(left), { t: 'str', v: '/', line }, ...flat(right)], line }
        : other([left, right]);
    default:
      return other([left, right]);
  }
}

const isText = (expr: Expr): boolean => expr.t === 'str' || expr.t === 'text';
const flat = (expr: Expr): readonly Expr[] => (expr.t === 'text' ? expr.parts : [expr]);

/** Lowers arguments: positional, keyword, starred. */
export function lowerArgs(node: SyntaxNode | undefined, file: PythonFile): Arg[] {
  if (node === undefined) return [];
  if (node.type === 'generator_expression') return [{ value: comprehension(node, file) }];
  return node.parts.map((part): Arg => {
    if (part.type !== 'keyword_argument') return { value: lowerExpr(part, file) };
    return { name: part.at('name')?.text ?? '', value: lowerExpr(part.at('value'), file) };
  });
}

const collected = '(collected)';

/** `[f(x) for x in xs if c]`: a function of its own that loops and collects, called where it stands. */
function comprehension(node: SyntaxNode, file: PythonFile): Expr {
  const { line } = node;
  const isMap = node.type === 'dictionary_comprehension';
  const item = node.at('body');
  const list: Expr = { t: 'name', v: collected };
  const add: Stmt = {
    t: 'expr',
    e:
      isMap && item !== undefined
        ? {
            t: 'call',
            fn: { t: 'member', of: list, name: 'set' },
            args: [{ value: lowerExpr(item.at('key'), file) }, { value: lowerExpr(item.at('value'), file) }],
            line,
          }
        : {
            t: 'call',
            fn: { t: 'member', of: list, name: 'append' },
            args: [{ value: lowerExpr(item, file) }],
            line,
          },
    line,
  };
  let body: readonly Stmt[] = [add];
  for (const clause of [...node.parts].reverse()) {
    if (clause.type === 'if_clause')
      body = [{ t: 'expr', e: lowerExpr(clause.parts[0], file), line: clause.line }, ...body];
    else if (clause.type === 'for_in_clause') {
      const left = clause.at('left');
      const to = left === undefined ? null : lowerTarget(left, file);
      const of = lowerExpr(clause.at('right'), file);
      body = [{ t: 'each', to: to ?? { t: 'name', v: '_' }, of, body }];
    }
  }
  const empty: Expr = isMap ? { t: 'map', entries: [], line } : { t: 'list', items: [] };
  return {
    t: 'call',
    fn: {
      t: 'fn',
      fn: {
        name: '',
        params: [],
        body: [
          { t: 'let', to: { t: 'name', v: collected }, value: empty, line },
          ...body,
          { t: 'return', e: list, line },
        ],
        decorators: [],
        line,
        endLine: node.endLine,
      },
    },
    args: [],
    line,
  };
}

/** Lowers the parameters of a function or lambda. */
export function lowerParams(node: SyntaxNode | undefined, file: PythonFile): Param[] {
  const params: Param[] = [];
  for (const part of node?.parts ?? []) {
    switch (part.type) {
      case 'identifier':
        params.push({ name: part.text, decorators: [], kind: 'one' });
        break;
      case 'list_splat_pattern':
      case 'dictionary_splat_pattern':
        params.push({
          name: part.parts[0]?.text ?? '',
          decorators: [],
          kind: part.type === 'list_splat_pattern' ? 'rest' : 'keywords',
        });
        break;
      case 'default_parameter':
        params.push({
          name: part.at('name')?.text ?? '',
          otherwise: lowerExpr(part.at('value'), file),
          decorators: [],
          kind: 'one',
        });
        break;
      case 'typed_parameter':
      case 'typed_default_parameter': {
        const target = part.at('name') ?? part.parts[0];
        const hint = part.at('type');
        const value = part.at('value');
        const { type, metadata } =
          hint === undefined ? { type: undefined, metadata: [] } : lowerHint(hint, file);
        params.push({
          name:
            target?.type.endsWith('_pattern') === true ? (target.parts[0]?.text ?? '') : (target?.text ?? ''),
          ...(type === undefined ? {} : { type }),
          ...(value === undefined ? {} : { otherwise: lowerExpr(value, file) }),
          decorators: metadata,
          kind:
            target?.type === 'list_splat_pattern'
              ? 'rest'
              : target?.type === 'dictionary_splat_pattern'
                ? 'keywords'
                : 'one',
        });
        break;
      }
      default:
    }
  }
  return params;
}
