/** Endpoints that are classes: FastEndpoints, Carter modules, and classes of the project with a method that maps (`IEndpoint`). */
import type { SightedAuth, SightedParameter } from '../../../../model/sighting.ts';
import { walk } from '../../ir-walk.ts';
import type { Call, Cls, Expr } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue } from '../../machine/values.ts';
import { textsOf } from '../../machine/values.ts';
import { authBy } from '../../routes/auth-names.ts';
import {
  joinPaths,
  parsePath,
  type PathPattern,
  rootPattern,
  writeTemplates,
} from '../../routes/template.ts';
import { classAnnotations, textOf, valueOf } from '../classes/annotations.ts';
import { firstSentence } from '../classes/purpose.ts';
import { typeOfExpr } from '../classes/generics.ts';
import { attributeAuth, inProject } from './authorization.ts';
import { makeRoutes } from './minimal.ts';
import { projectsOf } from './projects.ts';
import { readTemplate } from './templates.ts';
import { fieldsOf } from './types.ts';

const fastBases = /^(?:Ep\.|Endpoint(?:WithoutRequest|WithMapping|WithMapper)?$)/;
const verbs = new Set(['Get', 'Post', 'Put', 'Delete', 'Patch', 'Head']);

const basesOf = (cls: ClassValue): readonly { readonly base: Expr; readonly name: string }[] =>
  cls.cls.bases.map((base) => ({ base, name: typeOfExpr(base).name }));

/** Reads a Carter module. */
export function readModule(machine: Machine, cls: ClassValue): void {
  if (cls.cls.kind !== 'class' || cls.cls.isAbstract === true) return;
  if (basesOf(cls).some(({ name }) => name === 'ICarterModule' || name === 'CarterModule'))
    addCarter(machine, cls);
}

/** Adds the routes of a FastEndpoints class. */
export function addFastEndpoint(machine: Machine, cls: ClassValue): void {
  if (cls.cls.kind !== 'class' || cls.cls.isAbstract === true) return;
  if (!cls.cls.methods.some((one) => /^(?:Configure|HandleAsync|ExecuteAsync|Handle)$/.test(one.name)))
    return;
  const fast = machine
    .lineage(cls)
    .flatMap(basesOf)
    .find(({ name }) => fastBases.test(name));
  if (fast !== undefined) addFast(machine, cls, fast.base);
}

/** A Carter module: its `AddRoutes` maps on the application, below the path that it gives its base. */
function addCarter(machine: Machine, cls: ClassValue): void {
  const routes = machine.methodOf(cls, 'AddRoutes');
  if (routes === undefined) return;
  const made = makeRoutes(machine, { file: cls.file, line: cls.cls.line }, true);
  const base = callsIn(cls.cls).find((call) => call.fn.t === 'name' && call.fn.v === 'super');
  const [path] =
    base === undefined
      ? []
      : textsOf(machine.evaluate(base.args[0]?.value ?? { t: 'const', v: null }, machine.envOf(cls)));
  if (made.scope !== null && path !== undefined) made.scope.prefix = readTemplate(path);
  machine.invoke({ ...routes, self: machine.instantiate(cls, []) }, [made]);
}

function callsIn(cls: Cls): readonly Call[] {
  const calls: Call[] = [];
  for (const method of cls.methods) {
    if (method.name !== 'constructor') continue;
    walk(method.body, {
      expr(expr) {
        if (expr.t === 'call') calls.push(expr);
      },
    });
  }
  return calls;
}

/** What `Configure` of a FastEndpoints class says. */
interface Configured {
  readonly methods: string[];
  readonly paths: PathPattern[];
  auth: SightedAuth | null;
  summary: string | null;
  group: PathPattern;
}

function addFast(machine: Machine, cls: ClassValue, base: Expr): void {
  const env = machine.envOf(cls);
  const said: Configured = { methods: [], paths: [], auth: null, summary: null, group: rootPattern };
  const configure = machine.methodOf(cls, 'Configure');
  if (configure !== undefined) readConfigure(machine, configure, said);
  for (const one of classAnnotations(machine, cls)) {
    const verb = /^Http(Get|Post|Put|Delete|Patch|Head)$/.exec(one.name)?.[1];
    if (verb === undefined) continue;
    said.methods.push(verb.toUpperCase());
    said.paths.push(...textsOf(valueOf(one, 'value')).map((path) => readTemplate(path)));
  }
  if (said.paths.length === 0) return;
  const prefix =
    projectsOf(machine).for(cls.file, (facts) => (facts.routePrefix === '' ? null : facts.routePrefix)) ?? '';
  const scope = machine.scope({
    framework: 'aspnet',
    isRoot: true,
    file: cls.file,
    line: cls.cls.line,
    prefix: joinPaths(parsePath(prefix, 'brace'), said.group),
  });
  const request = base.t === 'index' ? (base.key.t === 'list' ? base.key.items[0] : base.key) : undefined;
  const without = typeOfExpr(base).name.includes('WithoutRequest');
  const handler = cls.cls.methods.find((one) => /^(?:HandleAsync|ExecuteAsync|Handle)$/.test(one.name));
  // Endpoints ask for a caller unless they say otherwise.
  const auth =
    attributeAuth(classAnnotations(machine, cls), cls.file) ??
    said.auth ??
    authBy('required', 'unknown', 'Endpoint', 'no AllowAnonymous()');
  const purpose = firstSentence(said.summary ?? cls.cls.doc ?? '');
  for (const path of said.paths) {
    const names = (writeTemplates(path)[0]?.params ?? []).map((one) => one.name.toLowerCase());
    const methods = said.methods.length === 0 ? ['ANY'] : [...new Set(said.methods)];
    const where = methods.some((one) => one === 'POST' || one === 'PUT' || one === 'PATCH')
      ? 'body'
      : 'query';
    const fields: readonly SightedParameter[] =
      request === undefined || without ? [] : fieldsOf(machine, { type: typeOfExpr(request), env }, where);
    scope.route({
      methods,
      path,
      file: cls.file,
      line: handler?.line ?? cls.cls.line,
      handler: `${cls.cls.name}.${handler?.name ?? 'HandleAsync'}`,
      params: fields.filter((one) => !names.includes(one.name.toLowerCase())),
      auth: inProject(machine, auth, cls.file),
      purpose: purpose === '' ? null : { text: purpose, from: 'comment' },
    });
  }
}

function readConfigure(machine: Machine, configure: FnValue, said: Configured): void {
  walk(configure.fn.body, {
    expr(expr) {
      if (
        expr.t === 'assign' &&
        expr.to.t === 'member' &&
        expr.to.name === 'Summary' &&
        expr.value.t === 'str'
      ) {
        said.summary = expr.value.v;
      }
      if (expr.t !== 'call' || expr.fn.t !== 'member' || expr.fn.of.t !== 'name') return;
      const { name } = expr.fn;
      const values = expr.args.map((one) => machine.evaluate(one.value, configure.env));
      const texts = values.flatMap((one) => (one.t === 'list' ? one.items : [one])).flatMap(textsOf);
      if (verbs.has(name) || name === 'Routes') {
        if (name !== 'Routes') said.methods.push(name.toUpperCase());
        said.paths.push(...texts.map((path) => readTemplate(path)));
      } else if (name === 'Verbs') {
        for (const { value } of expr.args) {
          said.methods.push(
            (value.t === 'member' ? value.name : value.t === 'str' ? value.v : '').toUpperCase(),
          );
        }
      } else if (name === 'AllowAnonymous') said.auth = authBy('none', 'unknown', name, 'AllowAnonymous()');
      else if (/^(?:Roles|Policies|Permissions|Scopes|Claims|AuthSchemes)$/.test(name)) {
        const scopes = texts.flatMap((one) => one.parts.filter((part) => typeof part === 'string'));
        said.auth = authBy('required', 'unknown', name, `${name}(${scopes.join(', ')})`, scopes);
      } else if (name === 'Group' && expr.types?.[0] !== undefined)
        said.group = groupPath(machine, expr, configure);
    },
  });
}

/** `Group<AdminGroup>()`: the group's constructor configures its prefix. */
function groupPath(machine: Machine, call: Call, configure: FnValue): PathPattern {
  const [type] = call.types ?? [];
  const cls = type === undefined ? null : machine.classOf(type, configure.env);
  if (cls === null) return rootPattern;
  const configured = callsIn(cls.cls).find((one) => one.fn.t === 'member' && one.fn.name === 'Configure');
  const path =
    configured?.args[0] === undefined
      ? null
      : textOf(machine.evaluate(configured.args[0].value, machine.envOf(cls)));
  return path === null ? rootPattern : readTemplate(path);
}
