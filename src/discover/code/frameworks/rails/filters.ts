/** `before_action` and its kin: what runs before an action, and what of it asks for credentials. */
import type { AuthScheme, SightedAuth } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Cls } from '../../ir.ts';
import type { CallSite, ClassValue, FnValue, Value } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import { authBy, authOfGuard, joinAuth, refusalIn, schemeOf } from '../../routes/auth-names.ts';
import { blockOf, split, wordsOf } from '../ruby/options.ts';
import { id } from './frame.ts';

interface Filter {
  readonly isSkip: boolean;
  readonly names: readonly string[];
  readonly fns: readonly FnValue[];
  readonly auth: SightedAuth | null;
  readonly only: readonly string[] | null;
  readonly except: readonly string[] | null;
}

const filtersOf = (machine: Machine): Map<Cls, Filter[]> =>
  machine.notes<Map<Cls, Filter[]>>(`${id} filters`, () => new Map());

/** Words of a class body that are filters in all but name. */
const macros: Readonly<Record<string, string>> = {
  load_and_authorize_resource: 'load_and_authorize_resource',
  authorize_resource: 'authorize_resource',
  doorkeeper_for: 'doorkeeper_authorize!',
  acts_as_token_authentication_handler_for: 'authenticate_token',
  authenticates_with_api_key: 'authenticate_api_key',
};

const filtersMax = 200;

/** Notes a filter that a class declares; undefined when the call is something else. */
export function noteFilter(
  cls: ClassValue,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const isSkip = /^skip_(?:before_(?:action|filter)|action_callback|around_action)$/.test(name);
  const isBefore = /^(?:(?:prepend_|append_)?(?:before|around)_(?:action|filter))$/.test(name);
  const isBasic = name === 'http_basic_authenticate_with';
  const macro = Object.hasOwn(macros, name) ? macros[name] : undefined;
  if (!isSkip && !isBefore && !isBasic && macro === undefined) return undefined;
  const { given, options } = split(site);
  const block = blockOf(site);
  const only = options.get('only');
  const except = options.get('except');
  const filter: Filter = {
    isSkip,
    names: macro === undefined ? wordsOf({ t: 'list', items: [...given], open: false }) : [macro],
    fns: [...given.filter((one) => one.t === 'fn'), ...(block === null ? [] : [block])],
    auth: isBasic ? authBy('required', 'basic', name, `guarded by ${name}`) : null,
    only: only === undefined ? null : wordsOf(only),
    except: except === undefined ? null : wordsOf(except),
  };
  const all = filtersOf(machine);
  const own = all.get(cls.cls);
  if (own === undefined) all.set(cls.cls, [filter]);
  else if (own.length < filtersMax) own.push(filter);
  return { t: 'const', v: null };
}

/** A filter in force. */
export interface Standing {
  readonly name: string;
  readonly fn: FnValue | null;
  readonly auth: SightedAuth | null;
}

/** What runs before an action, in order. */
export function filtersBefore(cls: ClassValue, action: string, machine: Machine): readonly Standing[] {
  const all = filtersOf(machine);
  let standing: Standing[] = [];
  for (const one of [...machine.lineage(cls)].reverse())
    for (const filter of all.get(one.cls) ?? []) {
      const applies =
        (filter.only === null || filter.only.includes(action)) && filter.except?.includes(action) !== true;
      if (!applies) continue;
      if (filter.isSkip)
        standing = standing.filter(({ name }) => name === '' || !filter.names.includes(name));
      else {
        for (const name of filter.names)
          standing.push({ name, fn: machine.methodOf(cls, name) ?? null, auth: null });
        for (const fn of filter.fns) standing.push({ name: '', fn, auth: null });
        if (filter.auth !== null) standing.push({ name: '', fn: null, auth: filter.auth });
      }
    }
  return standing;
}

/** Names that have words of authentication and ask for none. */
const harmless =
  /authenticity|forgery|csrf|no_auth|unauthenticated|require_no_|already_|redirect_if|redirect_signed|skip_|guest|logout|sign_out|log_?(?:request|action)|^set_(?!.*auth)|locale|^track_|^store_/i;

/** Calls that turn callers away or ask who they are. */
const demanding =
  /^(?:authenticate_\w*[!?]?|authenticate!|authorize!|protected!|login_required|doorkeeper_authorize!|require_(?:login|user|admin|authentication|logged_in|signed_in)\w*[!?]?|access_denied|deny_access|not_authorized|request_authentication|request_http_\w+|redirect_to_(?:login|sign_in)\w*|(?:render|respond_with)_(?:unauthorized|forbidden|40[13])|unauthorized!?|forbidden!?|raise_unauthorized)$/;

/** What one filter asks for; null when it asks for nothing. */
export function authOfFilter({ name, fn, auth }: Standing): SightedAuth | null {
  if (auth !== null) return auth;
  if (harmless.test(name)) return null;
  const called = fn === null ? [] : callsIn(fn);
  if (name !== '') {
    const scheme = schemeOfName(name, called);
    const judged = authOfGuard(fn ?? { t: 'external', from: '', name });
    if (
      judged !== null &&
      fn !== null &&
      /^(?:authenticate|login|log_in|user_)/.test(name) &&
      !turnsAway(fn, called)
    )
      return { ...judged, demand: 'optional' };
    if (judged !== null)
      return scheme === null || judged.schemes.length === 0
        ? judged
        : { ...judged, schemes: judged.schemes.map((one) => ({ ...one, scheme })) };
  }
  const demanded = fn === null ? null : demandedIn(fn, name);
  if (demanded !== null || fn === null || name !== '') return demanded;
  const { refuses, words } = refusalIn(fn.fn);
  return refuses ? authBy('required', schemeOf(words), 'filter', 'a filter refuses callers') : null;
}

/** What the calls of a body ask for: `authenticate!`, `protected!`; null when none of them asks. */
export function demandedIn(fn: FnValue, name = ''): SightedAuth | null {
  const called = callsIn(fn);
  const found = called.find((call) => demanding.test(call) && !harmless.test(call));
  if (found === undefined) return null;
  const scheme = schemeOfName(found, called) ?? schemeOf(found);
  return authBy('required', scheme, name === '' ? found : name, `guarded by ${found}`);
}

/** Does a filter refuse anybody? One that only looks who is there lets all pass. */
const turnsAway = (fn: FnValue, called: readonly string[]): boolean =>
  refusalIn(fn.fn).refuses ||
  called.some(
    (call) =>
      demanding.test(call) ||
      call.endsWith('!') ||
      /^(?:redirect_|render|head$|raise$|throw$|deny|require|ensure|super$)/.test(call),
  );

function schemeOfName(name: string, called: readonly string[]): AuthScheme | null {
  const words = [name, ...called];
  if (words.some((word) => word === 'doorkeeper_authorize!')) return 'oauth2';
  if (words.some((word) => /with_http_basic|http_basic/.test(word))) return 'basic';
  if (words.some((word) => /with_http_token/.test(word))) return 'bearer';
  if (/^authenticate_\w+!$|^require_(?:login|user|authentication)$/.test(name)) {
    if (words.some((word) => /jwt|bearer|token/i.test(word))) return 'bearer';
    return /api|token|jwt/i.test(name) ? null : 'session';
  }
  return null;
}

/** What a filter calls, by the last name. */
function callsIn(fn: FnValue): readonly string[] {
  const calls: string[] = [];
  walkFn(fn.fn, {
    expr(expr) {
      if (expr.t !== 'call' || calls.length >= 100) return;
      if (expr.fn.t === 'name') calls.push(expr.fn.v);
      else if (expr.fn.t === 'member') calls.push(expr.fn.name);
    },
  });
  return calls;
}

/** What an action asks for; null when nothing is known to ask. */
export function authOfAction(
  cls: ClassValue,
  action: string,
  around: SightedAuth | null,
  machine: Machine,
): SightedAuth | null {
  const found = filtersBefore(cls, action, machine).flatMap((one) => authOfFilter(one) ?? []);
  return joinAuth(around === null ? found : [around, ...found]);
}
