/** What an endpoint of FastAPI asks for: its own parameters and those of all it depends on, and the credentials. */
import type {
  ParameterIn,
  ParameterType,
  SightedAuth,
  SightedParameter,
} from '../../../../model/sighting.ts';
import type { Param } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ArgValue, ClassValue, FnValue, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, named } from '../../machine/values.ts';
import { authBy, authOfGuard, joinAuth } from '../../routes/auth-names.ts';
import { authOfPython, refusesIn, schemeOfLibrary } from '../python/guards.ts';
import { externalName, lastName } from '../python/names.ts';
import { isSchema, schemaFields } from '../python/schemas.ts';
import { typeOfHint } from '../python/types.ts';
import { type Declared, declaredBy, type Marker } from './markers.ts';

/** What is asked for. */
export interface Asked {
  readonly params: SightedParameter[];
  /** Names in `params` that are in the query only because nothing says otherwise. */
  readonly implicit: Set<string>;
  readonly auth: SightedAuth[];
}

interface BodyPart {
  readonly name: string;
  readonly declared: Declared;
  readonly type: ParameterType;
  readonly embed: boolean;
}

const depthMax = 12;

/** Classes of FastAPI and Starlette that stand for the request and its surroundings. */
const surroundings =
  /^(?:Request|Response|WebSocket|HTTPConnection|BackgroundTasks|SecurityScopes|StreamingResponse|JSONResponse|HTMLResponse|RedirectResponse)$/;

const places: Readonly<Record<string, ParameterIn>> = {
  Query: 'query',
  Path: 'path',
  Header: 'header',
  Cookie: 'cookie',
  Form: 'form',
  File: 'form',
};

/** Reads an endpoint. */
export function readEndpoint(fn: FnValue, pathNames: ReadonlySet<string>, machine: Machine): Asked {
  const reader = new Reader(pathNames, machine);
  if (fn.self?.t === 'class') reader.shared(fn.self);
  reader.params(fn, 0);
  reader.bodies();
  return reader.asked;
}

/** Reads one dependency: `Depends(x)` as a value, or `x` itself. */
export function readDependency(value: Value, machine: Machine): Asked {
  const reader = new Reader(new Set(), machine);
  reader.asked.auth.push(...reader.dependency(value, [], null, 0));
  reader.bodies();
  return reader.asked;
}

/** What a marker of a dependency depends on. */
export const dependencyOf = (marker: Pick<Marker, 'args'>): Value | undefined =>
  arg(marker, 0) ?? named(marker, 'dependency');

class Reader {
  readonly asked: Asked = { params: [], implicit: new Set(), auth: [] };
  readonly #pathNames: ReadonlySet<string>;
  readonly #machine: Machine;
  readonly #bodies: BodyPart[] = [];
  readonly #seen = new Set<unknown>();

  constructor(pathNames: ReadonlySet<string>, machine: Machine) {
    this.#pathNames = pathNames;
    this.#machine = machine;
  }

  /** The parameters of a function; what it depends on asks for goes to `auth`. */
  params(fn: FnValue, depth: number): void {
    this.asked.auth.push(...this.#paramsOf(fn, depth));
  }

  /** Class-based views: dependencies that are attributes of the class are those of every method. */
  shared(cls: ClassValue): void {
    for (const one of this.#machine.lineage(cls))
      for (const { name, type, value, decorators } of one.cls.fields) {
        const param: Param = {
          name,
          kind: 'one',
          decorators,
          ...(type === undefined ? {} : { type }),
          ...(value === undefined ? {} : { otherwise: value }),
        };
        const { marker, type: named } = declaredBy(param, one.env, this.#machine);
        if (marker?.name !== 'Depends' && marker?.name !== 'Security') continue;
        const scopes = scopesOf(marker);
        this.asked.auth.push(
          ...this.dependency(dependencyOf(marker) ?? named ?? undefined, scopes, param, 1),
        );
      }
  }

  #paramsOf(fn: FnValue, depth: number): readonly SightedAuth[] {
    if (depth > depthMax || this.#seen.has(fn.fn)) return [];
    this.#seen.add(fn.fn);
    const auth: SightedAuth[] = [];
    fn.fn.params.forEach((param, at) => {
      if (param.kind !== 'one' || (at === 0 && (param.name === 'self' || param.name === 'cls'))) return;
      auth.push(...this.#param(param, fn, depth));
    });
    return auth;
  }

  #param(param: Param, fn: FnValue, depth: number): readonly SightedAuth[] {
    const machine = this.#machine;
    const declared = declaredBy(param, fn.env, machine);
    const { marker, cls, type, optional } = declared;
    if (marker !== null && (marker.name === 'Depends' || marker.name === 'Security')) {
      const scopes = scopesOf(marker);
      return this.dependency(dependencyOf(marker) ?? type ?? undefined, scopes, param, depth + 1);
    }
    const typeName = type === null ? '' : lastName(externalName(type) ?? '');
    if (surroundings.test(typeName)) return [];
    const hint = typeOfHint(param.type, fn.env, machine);
    const where = marker === null ? undefined : places[marker.name];
    const required = !optional;
    const alias =
      marker === null ? null : (known(named(marker, 'alias')) ?? known(named(marker, 'validation_alias')));
    const place = { file: fn.file, line: fn.fn.line };
    if (where !== undefined) {
      if (cls !== null && !declared.isCollection && where !== 'path' && isSchema(cls, machine)) {
        this.#fields(cls, where);
        return [];
      }
      const name =
        alias ??
        (where === 'header' && !isFalse(named(marker ?? { args: [] }, 'convert_underscores'))
          ? param.name.replaceAll('_', '-')
          : param.name);
      const isFile = marker?.name === 'File' || hint === 'file';
      this.#add({ name, in: where, type: isFile ? 'file' : hint, required, place });
      return [];
    }
    if (marker === null && this.#pathNames.has(param.name)) {
      this.#add({ name: param.name, in: 'path', type: hint, required: true, place });
      return [];
    }
    if (hint === 'file' || (typeName === 'UploadFile' && marker === null)) {
      this.#add({ name: param.name, in: 'form', type: 'file', required, place });
      return [];
    }
    const isBody =
      marker?.name === 'Body' ||
      (cls !== null && hint !== 'string' && hint !== 'integer' && isSchema(cls, machine)) ||
      hint === 'object' ||
      (hint === 'array' && marker === null && cls === null);
    if (isBody) {
      this.#bodies.push({
        name: alias ?? param.name,
        declared,
        type: cls !== null && hint === 'unknown' ? 'object' : hint,
        embed: isTrue(named(marker ?? { args: [] }, 'embed')),
      });
      return [];
    }
    if (
      typeName !== '' &&
      hint === 'unknown' &&
      /(?:Session|Connection|Client|Service|Repository|Redis|Settings)$/.test(typeName)
    )
      return [];
    this.#add({ name: param.name, in: 'query', type: hint, required, place });
    this.asked.implicit.add(param.name);
    return [];
  }

  /** What a dependency asks for. */
  dependency(
    value: Value | undefined,
    scopes: readonly string[],
    param: Param | null,
    depth: number,
  ): readonly SightedAuth[] {
    if (value === undefined || depth > depthMax) return [];
    const machine = this.#machine;
    switch (value.t) {
      case 'either':
        return value.options.flatMap((one) => this.dependency(one, scopes, param, depth + 1));
      case 'fn':
        return this.#ofFunction(value, value, scopes, depth);
      case 'class': {
        const scheme = this.#schemeOfClass(value);
        if (scheme !== null) return [withScopes(scheme, scopes)];
        const constructor = machine.methodOf(value, '__init__');
        if (constructor !== undefined) return this.#ofFunction(constructor, value, scopes, depth);
        this.#fields(value, 'query');
        return [];
      }
      case 'instance': {
        const scheme = this.#schemeOfClass(value.of);
        if (scheme !== null) {
          const lenient = isFalse(value.fields.get('auto_error'));
          return [withScopes(lenient ? { ...scheme, demand: 'optional' } : scheme, scopes)];
        }
        const call = machine.methodOf(value.of, '__call__');
        return call === undefined ? [] : this.#ofFunction({ ...call, self: value }, value, scopes, depth);
      }
      case 'result': {
        const name = lastName(externalName(value.callee) ?? '');
        if (name === 'Depends' || name === 'Security') {
          return this.dependency(dependencyOf(value), [...scopes, ...scopesOf(value)], param, depth + 1);
        }
        const scheme = schemeByName(name, value.args);
        if (scheme !== null) return [withScopes(scheme, scopes)];
        return authOf(authOfPython(value, machine), scopes);
      }
      case 'external': {
        const name = lastName(externalName(value) ?? '');
        if (/^OAuth2PasswordRequestForm(?:Strict)?$/.test(name)) this.#passwordForm();
        else return authOf(authOfPython(value, machine), scopes);
        return [];
      }
      case 'member':
        return authOf(authOfPython(value, machine), scopes);
      default:
        return [];
    }
  }

  #ofFunction(fn: FnValue, called: Value, scopes: readonly string[], depth: number): readonly SightedAuth[] {
    // A signature that a decorator puts in the place of what is written is not known.
    const isReplaced = fn.fn.name === '__call__' && fn.fn.decorators.length > 0;
    const inner = isReplaced ? null : joinAuth(this.#paramsOf(fn, depth));
    const refuses = refusesIn(fn, this.#machine);
    // The name of a class of parameters says little: `CredentialsForm`.
    const own = called.t === 'class' && !refuses ? null : authOfPython(called, this.#machine);
    if (inner === null) return authOf(own ?? (refuses ? authOfGuard(fn) : null), scopes);
    if (inner.demand === 'optional' && refuses)
      return [withScopes({ ...inner, demand: 'required', reason: own?.reason ?? inner.reason }, scopes)];
    return [withScopes(inner, [...scopes, ...(own?.schemes.flatMap((one) => one.scopes) ?? [])])];
  }

  #schemeOfClass(cls: ClassValue): SightedAuth | null {
    for (const one of this.#machine.lineage(cls))
      for (const base of this.#machine.bases(one)) {
        const scheme = schemeByName(lastName(externalName(base) ?? ''), []);
        if (scheme !== null)
          return { ...scheme, schemes: scheme.schemes.map((own) => ({ ...own, name: cls.cls.name })) };
      }
    return null;
  }

  #fields(cls: ClassValue, where: ParameterIn): void {
    for (const { name, type, required, file, line } of schemaFields(cls, this.#machine))
      this.#add({
        name: where === 'header' ? name.replaceAll('_', '-') : name,
        in: where,
        type,
        required,
        place: { file, line },
      });
  }

  #passwordForm(): void {
    for (const [name, required] of [
      ['grant_type', false],
      ['username', true],
      ['password', true],
      ['scope', false],
      ['client_id', false],
      ['client_secret', false],
    ] as const)
      this.#add({ name, in: 'form', type: 'string', required });
  }

  #add(param: SightedParameter): void {
    const { params } = this.asked;
    if (!params.some((one) => one.in === param.in && one.name === param.name)) params.push(param);
  }

  /** One body that is an object gives its fields; several, or an embedded one, are fields themselves. */
  bodies(): void {
    const [only] = this.#bodies;
    if (only === undefined) return;
    const single = this.#bodies.length === 1 && !only.embed;
    for (const { name, declared, type } of this.#bodies) {
      const { cls, isCollection, optional } = declared;
      const fields = single && cls !== null && !isCollection ? schemaFields(cls, this.#machine) : [];
      for (const field of fields)
        this.#add({
          name: field.name,
          in: 'body',
          type: field.type,
          required: field.required,
          place: { file: field.file, line: field.line },
        });
      if (fields.length === 0)
        this.#add({ name, in: 'body', type: isCollection ? 'array' : type, required: !optional });
    }
  }
}

const isTrue = (value: Value | undefined): boolean => value?.t === 'const' && value.v === true;
const isFalse = (value: Value | undefined): boolean => value?.t === 'const' && value.v === false;

const scopesOf = (marker: Pick<Marker, 'args'>): readonly string[] =>
  itemsOf(named(marker, 'scopes')).flatMap((one) => known(one) ?? []);

const authOf = (auth: SightedAuth | null, scopes: readonly string[]): readonly SightedAuth[] =>
  auth === null ? [] : [withScopes(auth, scopes)];

const withScopes = (auth: SightedAuth, scopes: readonly string[]): SightedAuth =>
  scopes.length === 0
    ? auth
    : {
        ...auth,
        schemes: auth.schemes.map((one) => ({ ...one, scopes: [...new Set([...one.scopes, ...scopes])] })),
      };

/** The scheme that one of FastAPI's own security classes stands for. */
function schemeByName(name: string, args: readonly ArgValue[]): SightedAuth | null {
  const scheme = Object.hasOwn(schemeOfLibrary, name) ? schemeOfLibrary[name] : undefined;
  if (scheme === undefined) return null;
  const lenient = isFalse(named({ args }, 'auto_error'));
  return authBy(lenient ? 'optional' : 'required', scheme, name, `depends on ${name}`);
}
