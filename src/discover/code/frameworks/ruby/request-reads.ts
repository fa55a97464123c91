/**
 * What an action's body asks of a request: `params[:q]`, `params.require(:user).permit(:name)`, `request.headers['X-Id']`, `cookies[:a]`,
 * in the methods of its class that it calls, too.
 */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Call, Expr, Fn } from '../../ir.ts';
import type { ClassValue, FnValue } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';

const readsMax = 100;
const methodsMax = 30;

/** Parameters that Rails itself puts there. */
const ownOfRails: ReadonlySet<string> = new Set([
  'controller',
  'action',
  'format',
  'authenticity_token',
  '_method',
]);

/** Reads an action. `pathNames` are those that the path gives. */
export function actionReads(
  action: FnValue,
  cls: ClassValue | null,
  verb: string,
  pathNames: ReadonlySet<string>,
  machine: Machine,
): readonly SightedParameter[] {
  const place: ParameterIn = verb === 'GET' || verb === 'DELETE' || verb === 'HEAD' ? 'query' : 'body';
  const found: SightedParameter[] = [];
  const add = (name: string, where: ParameterIn, type: ParameterType, required: boolean | null): void => {
    if (name === '' || found.length >= readsMax || ownOfRails.has(name)) return;
    if ((where === 'query' || where === 'body') && pathNames.has(name)) return;
    if (!found.some((one) => one.name === name && one.in === where))
      found.push({ name, in: where, type, required });
  };
  const seen = new Set<Fn>();
  const read = (fn: Fn): void => {
    if (seen.has(fn) || seen.size >= methodsMax) return;
    seen.add(fn);
    walkFn(fn, {
      expr(expr) {
        if (expr.t === 'index') {
          const key = expr.key.t === 'str' ? expr.key.v : null;
          if (key === null) return;
          const where = sourceOf(expr.of, place);
          if (where !== null) add(headerName(key, where), where, 'string', null);
          return;
        }
        if (expr.t !== 'call') return;
        if (expr.fn.t === 'member') {
          if (readCall(expr, place, add) === false) return false;
          return;
        }
        if (expr.fn.t === 'name' && cls !== null) {
          const next = machine.methodOf(cls, expr.fn.v);
          if (next !== undefined && next.fn.isStatic !== true) read(next.fn);
        }
      },
    });
  };
  read(action.fn);
  return found;
}

const headerName = (key: string, where: ParameterIn): string =>
  where === 'header'
    ? key.startsWith('HTTP_')
      ? key
          .slice(5)
          .toLowerCase()
          .replace(
            /(?:^|_)([a-z])/g,
            (_, letter: string, at: number) => (at === 0 ? '' : '-') + letter.toUpperCase(),
          )
      : key
    : key;

const isWord = (expr: Expr, name: string): boolean =>
  (expr.t === 'name' && expr.v === name) || (expr.t === 'call' && expr.fn.t === 'name' && expr.fn.v === name);

const memberOf = (expr: Expr): { readonly of: Expr; readonly name: string } | null =>
  expr.t === 'member' ? expr : expr.t === 'call' && expr.fn.t === 'member' ? expr.fn : null;

/** Where `params`, `request.headers`, `cookies.signed` come from; inside of a parameter it is that parameter's place. */
function sourceOf(expr: Expr, place: ParameterIn): ParameterIn | null {
  if (isWord(expr, 'params')) return place;
  if (isWord(expr, 'cookies')) return 'cookie';
  const member = memberOf(expr);
  if (member === null) return null;
  if (isWord(member.of, 'cookies') && ['signed', 'encrypted', 'permanent'].includes(member.name))
    return 'cookie';
  if (isWord(member.of, 'request')) {
    switch (member.name) {
      case 'headers':
      case 'env':
        return 'header';
      case 'query_parameters':
      case 'GET':
        return 'query';
      case 'request_parameters':
      case 'POST':
        return 'body';
      case 'params':
        return place;
      case 'cookies':
        return 'cookie';
      default:
        return null;
    }
  }
  // `params.require(:user)`, `params.to_unsafe_h`
  if (/^(?:require|permit|to_unsafe_h|to_h|with_indifferent_access|permit!|fetch)$/.test(member.name))
    return sourceOf(member.of, place);
  return null;
}

type Add = (name: string, where: ParameterIn, type: ParameterType, required: boolean | null) => void;

/** A method of the parameters; false when what is inside was read with it. */
function readCall(call: Call, place: ParameterIn, add: Add): boolean {
  if (call.fn.t !== 'member') return true;
  const { of, name } = call.fn;
  const where = sourceOf(of, place);
  if (where === null) return true;
  const words = call.args.flatMap(({ value }) => (value.t === 'str' ? [value.v] : []));
  switch (name) {
    case 'permit':
    case 'expect':
    case 'slice':
    case 'values_at':
    case 'extract!':
      for (const { value } of call.args) permitted(value, where, add, name === 'expect');
      // `params.require(:user).permit(...)`: the fields, not what wraps them.
      return !(name === 'permit' && isWrapped(of));
    case 'require':
      for (const word of words) add(word, where, 'unknown', true);
      for (const { value } of call.args)
        if (value.t === 'list')
          for (const item of value.items) if (item.t === 'str') add(item.v, where, 'unknown', true);
      return true;
    case 'fetch':
    case 'dig':
    case 'key?':
    case 'has_key?':
    case 'delete':
    case 'include?':
    case '[]':
      if (words[0] !== undefined) add(headerName(words[0], where), where, 'string', null);
      return !(name === 'dig');
    default:
      return true;
  }
}

const isWrapped = (expr: Expr): boolean => {
  const member = memberOf(expr);
  return member !== null && ['require', 'fetch'].includes(member.name);
};

/** Names that `permit` lists: symbols, `tags: []`, `address: [:city]`. */
function permitted(value: Expr, where: ParameterIn, add: Add, isExpect: boolean): void {
  switch (value.t) {
    case 'str':
      add(value.v, where, 'string', null);
      return;
    case 'list':
      for (const item of value.items) permitted(item, where, add, isExpect);
      return;
    case 'spread':
      permitted(value.of, where, add, isExpect);
      return;
    case 'map':
      for (const entry of value.entries) {
        if (entry.key?.t !== 'str') continue;
        if (isExpect && entry.value.t === 'list') permitted(entry.value, where, add, false);
        else
          add(
            entry.key.v,
            where,
            entry.value.t === 'list' && entry.value.items.length === 0 ? 'array' : 'object',
            null,
          );
      }
      return;
    default:
  }
}
