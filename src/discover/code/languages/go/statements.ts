/** Statements of Go: all branches run, `range` loops over what is known, methods that are switched on stay comparisons. */
import type { Expr, Pattern, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { type GoFile, patternOf } from './context.ts';
import { textOf } from './expressions.ts';
import { declaredType, typeOf } from './types.ts';

/** Lowers the statements of a block, of a case, or of one statement. */
export function lowerStatements(node: SyntaxNode, file: GoFile): Stmt[] {
  const out: Stmt[] = [];
  for (const part of node.parts) {
    if (part.type === 'statement_list') for (const one of part.parts) statement(one, file, out);
    else statement(part, file, out);
  }
  return out;
}

function statement(node: SyntaxNode, file: GoFile, out: Stmt[]): void {
  switch (node.type) {
    case 'expression_statement':
    case 'go_statement':
    case 'defer_statement':
    case 'send_statement':
      for (const part of node.parts) out.push({ t: 'expr', e: file.expression(part), line: part.line });
      return;
    case 'short_var_declaration':
    case 'assignment_statement':
      assignment(node, file, out);
      return;
    case 'var_declaration':
    case 'const_declaration':
      out.push(...declaredValues(node, file));
      return;
    case 'type_declaration':
      for (const spec of node.parts) {
        const made = declaredType(spec, node, file);
        if (made !== null)
          out.push('cls' in made ? { t: 'class', class: made.cls } : { t: 'fn', fn: made.fn });
      }
      return;
    case 'return_statement': {
      const list = node.parts[0];
      out.push({ t: 'return', e: list === undefined ? null : file.expression(list), line: node.line });
      return;
    }
    case 'if_statement': {
      const body: Stmt[] = [];
      const initializer = node.at('initializer');
      if (initializer !== undefined) statement(initializer, file, body);
      condition(node.at('condition'), file, body);
      const consequence = node.at('consequence');
      if (consequence !== undefined) body.push({ t: 'block', body: file.statements(consequence) });
      const alternative = node.at('alternative');
      if (alternative?.type === 'block') body.push({ t: 'block', body: file.statements(alternative) });
      else if (alternative !== undefined) statement(alternative, file, body);
      out.push({ t: 'block', body });
      return;
    }
    case 'for_statement':
      loop(node, file, out);
      return;
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'select_statement':
      choice(node, file, out);
      return;
    case 'labeled_statement': {
      const inner = node.parts.at(-1);
      if (inner !== undefined && inner.type !== 'label_name') statement(inner, file, out);
      return;
    }
    case 'block':
      out.push({ t: 'block', body: file.statements(node) });
      return;
    case 'inc_statement':
    case 'dec_statement':
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
    case 'fallthrough_statement':
    case 'empty_statement':
      return;
    case 'ERROR':
      out.push(...lowerStatements(node, file));
      return;
    default:
      out.push({ t: 'expr', e: file.expression(node), line: node.line });
  }
}

/** What a condition asks runs, too: `if v := f(); v != nil`. */
function condition(node: SyntaxNode | undefined, file: GoFile, out: Stmt[]): void {
  if (node !== undefined) out.push({ t: 'expr', e: file.expression(node), line: node.line });
}

/** `a, b := x, y` is one binding each; of one call with several results the list of them is taken apart. */
function assignment(node: SyntaxNode, file: GoFile, out: Stmt[]): void {
  const lefts = node.at('left')?.parts ?? [];
  const rights = node.at('right')?.parts ?? [];
  const isNew = node.type === 'short_var_declaration';
  const operator = node.at('operator')?.type;
  const [left] = lefts;
  const [right] = rights;
  if (left === undefined || right === undefined) return;
  if (operator !== undefined && operator !== '=') {
    const parts = [file.expression(left), file.expression(right)];
    const to = patternOf(left, file);
    if (operator === '+=' && to !== null) {
      out.push({ t: 'expr', e: { t: 'assign', to, value: textOf(parts, node.line) }, line: node.line });
    } else out.push({ t: 'expr', e: { t: 'other', parts }, line: node.line });
    return;
  }
  if (rights.length === lefts.length || !hasSeveralResults(right)) {
    lefts.forEach((to, at) => {
      const value = rights[at];
      const made = value === undefined ? nothing : file.expression(value);
      bind(
        to.type === 'identifier' || value !== undefined ? patternOf(to, file) : null,
        made,
        isNew,
        node.line,
        out,
      );
    });
    return;
  }
  const items = lefts.map((to) => patternOf(to, file));
  bind({ t: 'list', items }, file.expression(right), isNew, node.line, out);
}

const nothing: Expr = { t: 'other', parts: [] };

/** Calls may give several values; `v, ok := m[k]`, `v, ok := x.(T)` and `v, ok := <-c` give one that matters. */
const hasSeveralResults = (node: SyntaxNode): boolean =>
  node.type === 'call_expression' ||
  (node.type === 'type_conversion_expression' && node.at('type')?.type === 'generic_type') ||
  (node.type === 'parenthesized_expression' && node.parts.length === 1);

function bind(to: Pattern | null, value: Expr, isNew: boolean, line: number, out: Stmt[]): void {
  if (to === null) out.push({ t: 'expr', e: value, line });
  else if (isNew && (to.t === 'name' || to.t === 'list')) out.push({ t: 'let', to, value, line });
  else out.push({ t: 'expr', e: { t: 'assign', to, value }, line });
}

/** The constants or variables of a declaration. A constant without a value repeats the one before it; those of `iota` are left out. */
export function declaredValues(node: SyntaxNode, file: GoFile): Stmt[] {
  const out: Stmt[] = [];
  let before: readonly SyntaxNode[] = [];
  const specs = node.parts.flatMap((part) => (part.type === 'var_spec_list' ? part.parts : [part]));
  for (const spec of specs) {
    const names = spec.allAt('name').filter((name) => name.named);
    const typeNode = spec.at('type');
    const type = typeNode === undefined ? {} : { type: typeOf(typeNode, file) };
    let values = spec.at('value')?.parts ?? [];
    if (spec.type === 'const_spec') {
      if (values.length === 0) values = before;
      before = values;
    }
    const [only] = values;
    if (names.length > 1 && values.length === 1 && only !== undefined && hasSeveralResults(only)) {
      const items = names.map((name) => patternOf(name, file));
      out.push({ t: 'let', to: { t: 'list', items }, value: file.expression(only), line: spec.line });
      continue;
    }
    names.forEach((name, at) => {
      const valueNode = values[at];
      const value = valueNode === undefined ? null : file.expression(valueNode);
      if (name.text !== '_') {
        out.push({ t: 'let', to: { t: 'name', v: name.text }, value, ...type, line: name.line });
      } else if (value !== null) out.push({ t: 'expr', e: value, line: name.line });
    });
  }
  return out;
}

/** `for k, v := range x` binds a pair: index and item of a list, key and value of a map. */
function loop(node: SyntaxNode, file: GoFile, out: Stmt[]): void {
  const bodyNode = node.at('body');
  const body = bodyNode === undefined ? [] : file.statements(bodyNode);
  const range = node.child('range_clause');
  const over = range?.at('right');
  if (over !== undefined) {
    const lefts = range?.at('left')?.parts ?? [];
    const [key = null, value = null] = lefts.map((left) => patternOf(left, file));
    out.push({ t: 'each', to: { t: 'list', items: [key, value] }, of: file.expression(over), body });
    return;
  }
  const all: Stmt[] = [];
  const clause = node.child('for_clause');
  const initializer = clause?.at('initializer');
  if (initializer !== undefined) statement(initializer, file, all);
  condition(clause?.at('condition'), file, all);
  if (clause === undefined) {
    for (const part of node.parts) if (part !== bodyNode) condition(part, file, all);
  }
  out.push({ t: 'block', body: [...all, ...body] });
}

/** A switch: each case compares with what is switched on, then its statements run. */
function choice(node: SyntaxNode, file: GoFile, out: Stmt[]): void {
  const body: Stmt[] = [];
  const initializer = node.at('initializer');
  if (initializer !== undefined) statement(initializer, file, body);
  const valueNode = node.at('value');
  const value = valueNode === undefined ? null : file.expression(valueNode);
  const alias = node.at('alias')?.parts[0];
  if (alias !== undefined && value !== null) bind(patternOf(alias, file), value, true, node.line, body);
  else if (value !== null && value.t === 'call') body.push({ t: 'expr', e: value, line: node.line });
  for (const one of node.parts) {
    if (!one.type.endsWith('_case')) continue;
    const cases = one.type === 'expression_case' ? (one.at('value')?.parts ?? []) : [];
    for (const label of cases) {
      const sides = value === null || value.t === 'call' ? [] : [value];
      const compared = file.expression(label);
      const e: Expr = sides.length === 0 ? compared : { t: 'other', op: '==', parts: [...sides, compared] };
      body.push({ t: 'expr', e, line: label.line });
    }
    const inner: Stmt[] = [];
    const communication = one.at('communication');
    if (communication !== undefined) statement(communication, file, inner);
    const list = one.child('statement_list');
    if (list !== undefined) for (const each of list.parts) statement(each, file, inner);
    body.push({ t: 'block', body: inner });
  }
  out.push({ t: 'block', body });
}
