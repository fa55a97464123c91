/** Controllers: classes whose public methods are actions, routed by attributes or by conventional patterns. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, TextValue } from '../../machine/values.ts';
import { textsOf } from '../../machine/values.ts';
import { type PathPattern, writeTemplates } from '../../routes/template.ts';
import {
  type Annotation,
  classAnnotations,
  findAnnotation,
  methodAnnotations,
  textOf,
  textsIn,
  valueOf,
} from '../classes/annotations.ts';
import { bindTypes } from '../classes/generics.ts';
import { handlerParams, type MethodGroup, methodGroups } from '../classes/members.ts';
import { firstSentence, tagsOf } from '../classes/purpose.ts';
import { attributeAuth, inProject } from './authorization.ts';
import { conventionalPaths } from './conventions.ts';
import { actionParameters } from './parameters.ts';
import { projectsOf } from './projects.ts';
import { together, type Tokens } from './templates.ts';

const verbs: Readonly<Record<string, string>> = {
  HttpGet: 'GET',
  HttpPost: 'POST',
  HttpPut: 'PUT',
  HttpDelete: 'DELETE',
  HttpPatch: 'PATCH',
  HttpHead: 'HEAD',
  HttpOptions: 'OPTIONS',
};

/** Adds the routes of all controllers. */
export function addControllers(machine: Machine): void {
  const parts = new Map<string, ClassValue[]>();
  for (const cls of machine.classes('csharp')) {
    if (cls.cls.kind !== 'class' || cls.cls.name === '') continue;
    const inNamespace = machine.project.modules.get(cls.file)?.package ?? '';
    const key = `${projectsOf(machine).folderOf(cls.file)} ${inNamespace}.${cls.cls.name}`;
    const same = parts.get(key);
    if (same === undefined) parts.set(key, [cls]);
    else same.push(cls);
  }
  for (const same of parts.values()) {
    if (same.some((one) => one.cls.isAbstract === true)) continue;
    const lineage = [...new Set(same.flatMap((one) => machine.lineage(one)))];
    const kind = kindOf(machine, same, lineage);
    if (kind === null) continue;
    const annotations = lineage.map((one) => classAnnotations(machine, one));
    for (const one of same) addController(machine, one, kind, annotations);
  }
}

/** `api`: Web API of the older kind, whose method names tell verbs. */
type ControllerKind = 'mvc' | 'api';

function kindOf(
  machine: Machine,
  same: readonly ClassValue[],
  lineage: readonly ClassValue[],
): ControllerKind | null {
  const attributes = lineage.flatMap((one) =>
    one.cls.decorators.map(({ name }) => (name.t === 'name' ? name.v : '')),
  );
  if (attributes.includes('NonController')) return null;
  const bases = lineage.flatMap((one) =>
    machine.bases(one).flatMap((base) => (base.t === 'external' ? [base.name] : [])),
  );
  if (bases.includes('ApiController')) return 'api';
  // `EndpointBaseAsync.WithRequest<T>...` of Ardalis is a controller, too.
  if (bases.some((name) => /(?:^|\.)(?:\w*Controller(?:Base)?|ODataController)$|EndpointBase/.test(name)))
    return 'mvc';
  if (attributes.includes('ApiController') || attributes.includes('Controller')) return 'mvc';
  const [first] = same;
  const isNamed = first?.cls.name.endsWith('Controller') === true;
  const isRouted = lineage.some((one) =>
    one.cls.methods.some((method) =>
      method.decorators.some(({ name }) => name.t === 'name' && Object.hasOwn(verbs, name.v)),
    ),
  );
  return isNamed && isRouted ? 'mvc' : null;
}

function addController(
  machine: Machine,
  cls: ClassValue,
  kind: ControllerKind,
  lineage: readonly (readonly Annotation[])[],
): void {
  const annotations = lineage.flat();
  const bindings = bindTypes(machine, cls);
  // Routes of the nearest class that has some hold.
  const routed = lineage.find((one) => findAnnotation(one, 'Route', 'RoutePrefix') !== undefined) ?? [];
  const ofClass = routed
    .filter((one) => one.name === 'Route' || one.name === 'RoutePrefix')
    .flatMap((one) => templatesOf(one));
  const area = findAnnotation(annotations, 'Area');
  const controller = cls.cls.name.replace(/Controller(?:Base)?$/, '');
  const scope = machine.scope({
    framework: 'aspnet',
    isRoot: true,
    file: cls.file,
    line: cls.cls.line,
    reach: 'all',
  });
  for (const group of methodGroups(machine, cls, bindings)) {
    const [own] = group.declared;
    if (own === undefined || !isAction(own.fn)) continue;
    const onMethod = group.declared.flatMap(({ fn }) => methodAnnotations(machine, fn));
    if (findAnnotation(onMethod, 'NonAction', 'NonHandler') !== undefined) continue;
    const renamed = findAnnotation(onMethod, 'ActionName');
    const tokens: Tokens = {
      controller,
      action:
        (renamed === undefined ? null : textOf(valueOf(renamed, 'value', 'Name'))) ??
        own.fn.fn.name.replace(/(?<=.)Async$/, ''),
      area: area === undefined ? '' : (textOf(valueOf(area, 'value', 'areaName')) ?? ''),
    };
    const isApi = findAnnotation(annotations, 'ApiController') !== undefined || kind === 'api';
    for (const { methods, path } of routesOf(machine, group, onMethod, ofClass, tokens, {
      kind,
      cls,
      isApi,
    })) {
      const request = {
        pathNames: (writeTemplates(path)[0]?.params ?? []).map((one) => one.name.toLowerCase()),
        hasBody: methods.some((one) => one === 'POST' || one === 'PUT' || one === 'PATCH'),
        complexFrom: isApi ? ('body' as const) : ('form' as const),
        mayBeServices: false,
      };
      const auth: SightedAuth | null =
        attributeAuth(onMethod, own.fn.file) ?? attributeAuth(annotations, cls.file);
      const doc = group.declared.map(({ fn }) => fn.fn.doc).find((one) => one !== undefined);
      scope.route({
        methods,
        path,
        file: own.fn.file,
        line: own.fn.fn.line,
        handler: `${cls.cls.name}.${own.fn.fn.name}`,
        params: handlerParams(group, bindings).flatMap((one) => actionParameters(machine, one, request)),
        auth: inProject(machine, auth, cls.file),
        purpose: purposeOf(onMethod, doc),
        deprecated: findAnnotation([...onMethod, ...annotations], 'Obsolete') !== undefined,
        tags: tagsOf(annotations),
      });
    }
  }
}

function isAction({ fn }: FnValue): boolean {
  return (
    fn.visibility === 'public' && fn.isStatic !== true && fn.name !== 'Dispose' && fn.name !== 'constructor'
  );
}

function purposeOf(
  annotations: readonly Annotation[],
  doc: string | undefined,
): { text: string; from: 'comment' } | null {
  const operation = findAnnotation(annotations, 'SwaggerOperation', 'EndpointSummary', 'OpenApiOperation');
  const text = firstSentence(
    (operation === undefined ? null : textOf(valueOf(operation, 'Summary', 'value'))) ?? doc ?? '',
  );
  return text === '' ? null : { text, from: 'comment' };
}

interface ActionRoute {
  readonly methods: readonly string[];
  readonly path: PathPattern;
}

/** Templates of one attribute; empty when it has none. */
const templatesOf = (annotation: Annotation): readonly TextValue[] =>
  textsOf(valueOf(annotation, 'Template', 'template', 'Route', 'value', 'prefix'));

function routesOf(
  machine: Machine,
  group: MethodGroup,
  onMethod: readonly Annotation[],
  ofClass: readonly TextValue[],
  tokens: Tokens,
  of: { readonly kind: ControllerKind; readonly cls: ClassValue; readonly isApi: boolean },
): readonly ActionRoute[] {
  const told: { readonly methods: readonly string[]; readonly template: TextValue | null }[] = [];
  const plainVerbs: string[] = [];
  for (const one of onMethod) {
    const verb = verbs[one.name];
    const accepted = one.name === 'AcceptVerbs' ? acceptedBy(one) : verb === undefined ? null : [verb];
    if (accepted === null) continue;
    const [template] = one.name === 'AcceptVerbs' ? textsOf(valueOf(one, 'Route')) : templatesOf(one);
    if (template === undefined) plainVerbs.push(...accepted);
    else told.push({ methods: accepted, template });
  }
  const byName =
    of.kind === 'api' && plainVerbs.length === 0 ? verbByName(group.declared[0]?.fn.fn.name ?? '') : null;
  const methods = plainVerbs.length > 0 ? [...new Set(plainVerbs)] : byName === null ? ['ANY'] : [byName];
  const ownRoutes = onMethod.filter((one) => one.name === 'Route').flatMap(templatesOf);
  for (const template of ownRoutes) told.push({ methods, template });
  const isRouted = told.length > 0 || ofClass.length > 0;
  if (isRouted) {
    if (told.length === 0 || (plainVerbs.length > 0 && ownRoutes.length === 0))
      told.push({ methods, template: null });
    return told.flatMap(({ methods: own, template }) =>
      (ofClass.length === 0 ? [null] : ofClass).map((before) => ({
        methods: own,
        path: together(before, template, tokens),
      })),
    );
  }
  // Actions of API controllers must have routes of their own.
  if (of.isApi && of.kind !== 'api') return [];
  const params = group.declared[0]?.fn.fn.params.map((one) => one.name) ?? [];
  const patterns = projectsOf(machine).for(of.cls.file, (facts) =>
    facts.conventional.length === 0 ? null : facts.conventional,
  );
  return conventionalPaths(patterns ?? [], tokens, params, of.kind === 'api').map((path) => ({
    methods,
    path,
  }));
}

function acceptedBy(annotation: Annotation): readonly string[] {
  const listed = annotation.site.args
    .filter((one) => one.name === undefined)
    .flatMap((one) => textsIn(one.value));
  return listed.map((one) => one.toUpperCase());
}

function verbByName(name: string): string {
  return /^(Get|Post|Put|Delete|Patch|Head|Options)/.exec(name)?.[1]?.toUpperCase() ?? 'POST';
}
