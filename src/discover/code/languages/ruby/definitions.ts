/** Methods, blocks, classes and modules. */
import type { Cls, Expr, Field, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { type RubyFile, want } from './context.ts';
import { docOf } from './documentation.ts';
import { lowerParams } from './patterns.ts';

/** Lowers a method, a block or a lambda. The value of its last statement is what it returns. */
export function lowerFn(node: SyntaxNode, file: RubyFile): Fn {
  const { line, endLine } = node;
  const isMethod = node.type === 'method' || node.type === 'singleton_method';
  const { locals, block } = file;
  file.locals = isMethod ? new Set() : new Set(locals);
  if (isMethod) file.block = '';
  let params: readonly Param[] = lowerParams(node.at('parameters'), file);
  const inner = node.type === 'lambda' ? node.at('body') : undefined;
  const body = (inner ?? node).at('body');
  const nodes = body === undefined ? [] : isMethod && body.type !== 'body_statement' ? [body] : body.parts;
  if (!isMethod && params.length === 0 && nodes.length > 0) params = implied(nodes, file);
  const lowered = returned(file.statements(nodes));
  file.locals = locals;
  file.block = block;
  const doc = isMethod ? docOf(node) : undefined;
  return {
    name: isMethod ? (node.at('name')?.text ?? '') : '',
    params,
    body: lowered,
    decorators: [],
    line,
    endLine,
    ...(doc === undefined ? {} : { doc }),
    ...(node.type === 'singleton_method' ? { isStatic: true as const } : {}),
  };
}

/** `{ _1.x }`, `{ it.x }`: a parameter that is not declared. */
function implied(nodes: readonly SyntaxNode[], file: RubyFile): readonly Param[] {
  if (nodes.length > 3) return [];
  const text = nodes.map((node) => node.text.slice(0, 400)).join(' ');
  const found = /(?:^|[^\w.:@"'])(_1|it)\b(?![:!?(]|\s+["'])/.exec(text)?.[1];
  if (found === undefined || file.locals.has(found)) return [];
  file.locals.add(found);
  return [{ name: found, decorators: [], kind: 'one' }];
}

/** The last expression of a body is its value, in branches too. */
function returned(body: readonly Stmt[]): readonly Stmt[] {
  const last = body.at(-1);
  if (last?.t === 'expr') return [...body.slice(0, -1), { t: 'return', e: last.e, line: last.line }];
  const out = [...body];
  for (let at = out.length - 1; at >= 0; at -= 1) {
    const one = out[at];
    if (one?.t === 'block') out[at] = { t: 'block', body: returned(one.body) };
    else break;
  }
  return out;
}

/** What a class body is gathered into. */
interface Gathered {
  readonly methods: Fn[];
  readonly fields: Field[];
  readonly nested: Cls[];
  readonly bases: Expr[];
  readonly body: Stmt[];
}

/** Lowers a class or module; what it includes or extends are bases, the nearest first. */
export function lowerClass(node: SyntaxNode, file: RubyFile): Cls {
  const name = (node.at('name')?.text ?? '').replaceAll(/\s/g, '').replace(/^::/, '');
  return classFrom(node, name, node.at('superclass')?.parts[0], node.at('body'), file);
}

/** `Name = Class.new(Base) do ... end`; null when it is something else. */
export function lowerClassOf(name: string, node: SyntaxNode | undefined, file: RubyFile): Cls | null {
  if (node?.type !== 'call' || !/^[A-Z]\w*$/.test(name)) return null;
  const kind = node.at('receiver')?.text;
  if ((kind !== 'Class' && kind !== 'Module') || node.at('method')?.text !== 'new') return null;
  return classFrom(node, name, node.at('arguments')?.parts[0], node.at('block')?.at('body'), file);
}

function classFrom(
  node: SyntaxNode,
  name: string,
  superclass: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
  file: RubyFile,
): Cls {
  const gathered: Gathered = { methods: [], fields: [], nested: [], bases: [], body: [] };
  const above = superclass === undefined ? [] : [base(superclass, file)];
  const outer = file.nesting.at(-1);
  file.nesting.push(outer === undefined ? name : `${outer}::${name}`);
  const { locals } = file;
  file.locals = new Set();
  gather(body?.parts ?? [], false, gathered, file);
  file.locals = locals;
  file.nesting.pop();
  const doc = docOf(node);
  return {
    name,
    kind: node.type === 'module' ? 'module' : 'class',
    bases: [...gathered.bases.reverse(), ...above],
    decorators: [],
    methods: gathered.methods,
    fields: gathered.fields,
    body: gathered.body,
    nested: gathered.nested,
    line: node.line,
    ...(doc === undefined ? {} : { doc }),
  };
}

/** A superclass or mixin; its file is to be found. */
function base(node: SyntaxNode, file: RubyFile): Expr {
  if (node.type === 'constant' || node.type === 'scope_resolution')
    want(file, node.text.replaceAll(/\s/g, ''), node.line);
  return file.expr(node);
}

function gather(nodes: readonly SyntaxNode[], isStatic: boolean, to: Gathered, file: RubyFile): void {
  let visibility: 'public' | 'protected' | 'private' = 'public';
  const add = (fn: Fn, as = visibility): void => {
    to.methods.push({ ...fn, visibility: as, ...(isStatic ? { isStatic: true as const } : {}) });
  };
  for (const node of nodes) {
    switch (node.type) {
      case 'method':
        add(file.fn(node));
        continue;
      case 'singleton_method':
        to.methods.push({ ...file.fn(node), visibility: 'public' });
        continue;
      case 'class':
      case 'module':
        to.nested.push(lowerClass(node, file));
        continue;
      case 'singleton_class':
        gather(node.at('body')?.parts ?? [], true, to, file);
        continue;
      case 'assignment': {
        const left = node.at('left');
        const made = left?.type === 'constant' ? lowerClassOf(left.text, node.at('right'), file) : null;
        if (made !== null) to.nested.push(made);
        else if (left?.type === 'constant')
          to.fields.push({
            name: left.text,
            value: file.expr(node.at('right')),
            decorators: [],
            isStatic: true,
            line: node.line,
          });
        else to.body.push(...file.statements([node]));
        continue;
      }
      case 'identifier':
        if (node.text === 'private' || node.text === 'protected' || node.text === 'public') {
          visibility = node.text;
          continue;
        }
        if (node.text === 'module_function') continue;
        break;
      case 'call': {
        const name = node.at('receiver') === undefined ? (node.at('method')?.text ?? '') : '';
        const given = node.at('arguments')?.parts ?? [];
        if (name === 'private' || name === 'protected' || name === 'public') {
          for (const one of given) {
            if (one.type === 'method') add(file.fn(one), name);
            else if (one.type === 'simple_symbol') hide(to.methods, one.text.slice(1), name);
          }
          continue;
        }
        if (name === 'private_class_method' || name === 'module_function')
          for (const one of given)
            if (one.type === 'singleton_method' || one.type === 'method') to.methods.push(file.fn(one));
        if (name === 'include' || name === 'extend' || name === 'prepend')
          for (const one of given) to.bases.push(base(one, file));
        // What a concern gives to the classes that include it: their methods are the concern's.
        if (name === 'included' || name === 'class_methods' || name === 'prepended') {
          const inner = node.at('block')?.at('body')?.parts ?? [];
          gather(inner, name === 'class_methods', to, file);
          continue;
        }
        break;
      }
      default:
    }
    to.body.push(...file.statements([node]));
  }
}

function hide(methods: Fn[], name: string, visibility: 'public' | 'protected' | 'private'): void {
  const at = methods.findIndex((one) => one.name === name);
  const found = methods[at];
  if (found !== undefined) methods[at] = { ...found, visibility };
}
