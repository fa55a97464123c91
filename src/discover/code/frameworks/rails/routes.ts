/** Routes as they were drawn, and, once all controllers are known, what serves them. */
import type { CallSite, ClassValue, FnValue, TextValue } from '../../machine/values.ts';
import { fullNameOf } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import { keyOfConstant } from '../../languages/ruby/imports.ts';
import { actionReads } from '../ruby/request-reads.ts';
import { authOfAction } from './filters.ts';
import { type Frame, id, patternOf } from './frame.ts';
import type { Target } from './matching.ts';

/** A route that was drawn. */
export interface Pending {
  readonly frame: Frame;
  readonly path: TextValue;
  readonly methods: readonly string[];
  readonly target: Target;
  readonly site: CallSite;
  /** A library of Rails serves it; its controller is not looked for. */
  readonly isLibrary?: true;
}

const pendingOf = (machine: Machine): Pending[] => machine.notes<Pending[]>(`${id} pending`, () => []);
const pendingMax = 20_000;

/** Keeps a route until all controllers are known. */
export function pend(machine: Machine, route: Pending): void {
  const all = pendingOf(machine);
  if (all.length < pendingMax) all.push(route);
}

/** Adds all routes. */
export function addRoutes(machine: Machine): void {
  const controllers = controllersOf(machine);
  const views = viewsOf(machine);
  const missing = new Set<string>();
  for (const route of pendingOf(machine)) addRoute(route, controllers, views, missing, machine);
}

function addRoute(
  { frame, path, methods, target, site, isLibrary }: Pending,
  controllers: ReadonlyMap<string, readonly ClassValue[]>,
  views: ReadonlySet<string>,
  missing: Set<string>,
  machine: Machine,
): void {
  const { scope, folder } = frame.set;
  const { controller, action } = target;
  const handler = controller === null || action === null ? target.other : `${controller}#${action}`;
  const found =
    controller === null
      ? undefined
      : nearest(controllers.get(keyOfConstant(`${controller}_controller`)), folder);
  const method = found === undefined || action === null ? undefined : actionOf(found, action, machine);
  let confidence = 1;
  if (controller !== null && action !== null && isLibrary !== true) {
    const isView = views.has(`${controller}/${action}`.toLowerCase());
    if (found === undefined && !isOfRails(controller)) {
      confidence = 0.7;
      tellMissing(controller, `the controller ${controller} is not in the project`, missing, site, machine);
    } else if (found !== undefined && method === undefined && !isView) {
      const base = machine.lineage(found).some((one) => machine.bases(one).some(isOutsideController));
      confidence = base ? 0.8 : 0.6;
      tellMissing(`${controller}#${action}`, 'the controller has no such action', missing, site, machine);
    }
  }
  const auth =
    found === undefined || action === null
      ? frame.auth
      : (authOfAction(found, action, frame.auth, machine) ?? frame.auth);
  const pattern = patternOf(path);
  const pathNames = pattern.segments
    .flat()
    .flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : []));
  const typed = pathNames.flatMap((name) => {
    const type = frame.types.get(name);
    return type === undefined ? [] : [{ name, in: 'path' as const, type, required: true }];
  });
  for (const verb of methods) {
    const params =
      method === undefined || found === undefined
        ? []
        : actionReads(method, found, verb, new Set(pathNames), machine);
    scope.route({
      methods: [verb],
      path: pattern,
      file: method?.file ?? site.file,
      line: method?.fn.line ?? site.line,
      handler,
      params: [...typed, ...params],
      auth,
      purpose: method?.fn.doc === undefined ? null : { text: method.fn.doc, from: 'comment' },
      deprecated: /\bdeprecated\b/i.test(method?.fn.doc ?? ''),
      tags: controller === null ? [] : [controller],
      confidence,
    });
  }
}

function tellMissing(
  what: string,
  why: string,
  missing: Set<string>,
  site: CallSite,
  machine: Machine,
): void {
  if (missing.has(what)) return;
  missing.add(what);
  machine.unresolved({ what, why, framework: id, file: site.file, line: site.line });
}

const isOfRails = (controller: string): boolean =>
  /^(?:rails|active_storage|action_mailbox|devise)\//.test(controller);

const isOutsideController = (base: { readonly t: string; readonly name?: string }): boolean =>
  base.t === 'external' &&
  base.name?.endsWith('Controller') === true &&
  !/^(?:::)?ActionController::|^ApplicationController$/.test(base.name ?? '');

/** Controllers by the key of their names. */
function controllersOf(machine: Machine): ReadonlyMap<string, readonly ClassValue[]> {
  const found = new Map<string, ClassValue[]>();
  for (const cls of machine.classes('ruby')) {
    if (!cls.cls.name.endsWith('Controller')) continue;
    const key = keyOfConstant(fullNameOf(cls, '::'));
    const all = found.get(key);
    if (all === undefined) found.set(key, [cls]);
    else all.push(cls);
  }
  return found;
}

const nearest = (all: readonly ClassValue[] | undefined, folder: string): ClassValue | undefined =>
  all?.find(({ file }) => file.startsWith(`${folder}app/`)) ??
  all?.find(({ file }) => file.startsWith(folder)) ??
  all?.[0];

function actionOf(cls: ClassValue, action: string, machine: Machine): FnValue | undefined {
  const found = machine.methodOf(cls, action);
  return found === undefined || found.fn.isStatic === true ? undefined : found;
}

/** Templates, as `users/show`: an action that is only a template is served, too. */
function viewsOf(machine: Machine): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of machine.project.files) {
    const at = file.search(/(?:^|\/)app\/views\//);
    if (at < 0) continue;
    const rest = file.slice(file.indexOf('app/views/', at) + 'app/views/'.length);
    found.add(rest.replace(/\.[^/]*$/, '').toLowerCase());
  }
  return found;
}
