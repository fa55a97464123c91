/** Extractors: the types of a handler's parameters say what it reads, and which credentials it asks for. */
import type {
  ParameterIn,
  ParameterType,
  SightedAuth,
  SightedParameter,
} from '../../../../../model/sighting.ts';
import type { Expr, Fn, TypeRef } from '../../../ir.ts';
import { walkFn } from '../../../ir-walk.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { Env, FnValue } from '../../../machine/values.ts';
import { authBy, joinAuth, refusalIn, schemeOf } from '../../../routes/auth-names.ts';
import type { PathPattern } from '../../../routes/template.ts';
import { lastPart } from './names.ts';
import { structParameters, typeOfField } from './serde.ts';

/** What a handler's parameters tell. */
export interface Extracted {
  readonly params: readonly SightedParameter[];
  readonly auth: SightedAuth | null;
}

const nestingMax = 4;

/** Reads the parameters of a handler for a route with a path. */
export function extract(fn: FnValue, path: PathPattern, machine: Machine): Extracted {
  const params: SightedParameter[] = [];
  const auths: SightedAuth[] = [];
  for (const { type } of fn.fn.params) {
    if (type === undefined) continue;
    params.push(...parametersOf(type, path, fn.env, machine, 0));
    const auth = authOfType(type, fn.env, machine);
    if (auth !== null) auths.push(auth);
  }
  params.push(...readByHand(fn.fn));
  return { params, auth: joinAuth(auths) };
}

function parametersOf(
  type: TypeRef,
  path: PathPattern,
  env: Env,
  machine: Machine,
  depth: number,
): readonly SightedParameter[] {
  const name = lastPart(type.name);
  const [inner] = type.args;
  if (
    /^(?:Valid|Validated|WithRejection|Garde|WithValidation|Cached|Result|Either|Option|Protobuf|Noapi|NoApi)$/.test(
      name,
    ) &&
    depth < nestingMax
  )
    return type.args.slice(0, 1).flatMap((one) => parametersOf(one, path, env, machine, depth + 1));
  if (inner === undefined) return [];
  if (/^(?:Validated|Strict|App|Api|Extract|Lenient)?Path$/.test(name))
    return pathParameters(inner, path, env, machine);
  const where = placeOf(name);
  return where === null ? [] : structParameters(inner, where, env, machine);
}

function placeOf(name: string): ParameterIn | null {
  if (/(?:Json|JsonExtractor|JsonBody)$/.test(name)) return 'body';
  if (/(?:Query|QsQuery|QueryParams)$/.test(name)) return 'query';
  if (/^(?:\w*Form|TypedMultipart|MultipartForm)$/.test(name)) return 'form';
  return null;
}

/** `Path<u32>`, `Path<(u32, String)>`, `Path<Params>`: in the order of the path, or by name. */
function pathParameters(
  inner: TypeRef,
  path: PathPattern,
  env: Env,
  machine: Machine,
): readonly SightedParameter[] {
  const named = structParameters(inner, 'path', env, machine);
  if (named.length > 0) return named;
  const names = path.segments.flatMap((segment) =>
    segment.flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
  );
  const types = inner.name === '()' ? inner.args : [inner];
  // What stands in front of the route's own path comes first.
  const skip = Math.max(0, types.length - names.length);
  return types.slice(skip).flatMap((type, at): SightedParameter[] => {
    const name = names[names.length - types.length + skip + at];
    return name === undefined
      ? []
      : [{ name, in: 'path', type: typeOfField(type, env, machine), required: true }];
  });
}

const framework =
  /^(?:State|Extension|Data|Path|Query|Json|Form|TypedHeader|HeaderMap|Request|HttpRequest|Method|Uri|OriginalUri|ConnectInfo|Multipart|Bytes|String|Host|Cookie|CookieJar|Payload|RawQuery|WebSocketUpgrade|MatchedPath|Pool|DbConn|Connection)$/;

/** A type that is only had by callers who showed a credential: its extractor refuses, or its name says so. */
export function authOfType(type: TypeRef, env: Env, machine: Machine): SightedAuth | null {
  const name = lastPart(type.name);
  const [inner] = type.args;
  if (/^(?:Option|Result|Extension|TypedHeader|Data|ReqData|Arc)$/.test(name) && inner !== undefined) {
    if (name === 'Extension' || name === 'Data' || name === 'Arc') return null;
    const of = authOfType(inner, env, machine);
    return of === null || name === 'TypedHeader' || name === 'ReqData' ? of : { ...of, demand: 'optional' };
  }
  const demand = type.optional === true ? 'optional' : 'required';
  if (name === 'Authorization') {
    const kind = lastPart(inner?.name ?? '');
    return authBy(demand, schemeOf(kind), `Authorization<${kind}>`, `asks for Authorization<${kind}>`);
  }
  if (framework.test(name) || !/^[\w:.]+$/.test(type.name)) return null;
  const value = machine.classOf(type, env);
  if (value === null)
    return /^(?:BearerAuth|BasicAuth|Identity|Claims|JwtClaims|AuthSession|AuthBearer|AuthBasic|Authenticated)$/.test(
      name,
    )
      ? authBy(
          demand,
          name === 'Identity' || name === 'AuthSession' ? 'session' : schemeOf(name),
          name,
          `asks for ${name}`,
        )
      : null;
  const extractor =
    machine.methodOf(value, 'from_request_parts') ??
    machine.methodOf(value, 'from_request') ??
    machine.methodOf(value, 'from_request_sync');
  if (extractor === undefined) return null;
  const { refuses: refusesInWords, words } = refusalIn(extractor.fn);
  const refuses = refusesInWords || (words !== '' && mayFail(extractor.fn));
  const isNamed =
    /auth|user|admin|claims|token|identity|principal|api_?key|login|owner|member|moderator|role|permission|credential|jwt/i.test(
      name,
    );
  if (!refuses && !isNamed) return null;
  const isOptional = demand === 'optional' || /^(?:Maybe|Optional|Opt)/.test(name);
  return authBy(isOptional ? 'optional' : 'required', schemeOf(`${name} ${words}`), name, `asks for ${name}`);
}

/** Does it give up on a request, in whatever words? */
function mayFail(fn: Fn): boolean {
  let fails = false;
  walkFn(fn, {
    expr(expr) {
      const word = expr.t === 'name' ? expr.v : expr.t === 'member' ? expr.name : '';
      if (/^(?:Err|Error|Failure|Forward)$|^(?:err|bail|ensure)\w*!$/.test(word)) fails = true;
    },
  });
  return fails;
}

/** Headers, cookies and path parameters that a body takes from the request itself: `headers.get("x-trace")`, `jar.get("session")`. */
function readByHand(fn: Fn): readonly SightedParameter[] {
  const holders = new Map<string, ParameterIn>();
  for (const { name, type } of fn.params) {
    const word = type === undefined ? '' : lastPart(type.name);
    if (word === 'HeaderMap') holders.set(name, 'header');
    else if (/^(?:\w*CookieJar|Cookies)$/.test(word)) holders.set(name, 'cookie');
  }
  const found: SightedParameter[] = [];
  walkFn(fn, {
    expr(expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'member') return;
      const [first] = expr.args;
      if (first?.value.t !== 'str') return;
      const where = sourceOf(expr.fn.of, expr.fn.name, holders);
      const name = first.value.v;
      if (
        where === null ||
        (where === 'header' && /^(?:authorization|content-type|accept|user-agent)$/i.test(name))
      )
        return;
      const type: ParameterType = 'string';
      if (!found.some((one) => one.name === name && one.in === where))
        found.push({ name, in: where, type, required: null });
    },
  });
  return found;
}

function sourceOf(of: Expr, method: string, holders: ReadonlyMap<string, ParameterIn>): ParameterIn | null {
  if (method === 'cookie') return 'cookie';
  if (!/^(?:get|get_private|get_one|query|contains_key)$/.test(method)) return null;
  if (of.t === 'name') return method === 'query' ? null : (holders.get(of.v) ?? null);
  if (of.t !== 'call' || of.fn.t !== 'member') return null;
  if (of.fn.name === 'headers') return 'header';
  if (of.fn.name === 'match_info') return 'path';
  return of.fn.name === 'cookies' ? 'cookie' : null;
}
