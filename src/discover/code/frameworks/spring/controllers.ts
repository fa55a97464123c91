/** Controllers: classes whose methods `@RequestMapping` maps, with what their superclasses and interfaces say. */
import type { SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue } from '../../machine/values.ts';
import { joinPaths, rootPattern } from '../../routes/template.ts';
import {
  type Annotation,
  annotationsOf,
  classAnnotations,
  findAnnotation,
  isFrom,
  methodAnnotations,
} from '../java/annotations.ts';
import { bindTypes, bound, type TypeBindings } from '../java/generics.ts';
import { type MethodGroup, methodGroups } from '../java/members.ts';
import { annotatedAuth } from '../java/method-security.ts';
import { purposeOf, tagsOf } from '../java/purpose.ts';
import { requestReads } from '../java/request-reads.ts';
import { settingsOf } from '../java/settings.ts';
import type { FoundRoute } from './application.ts';
import { isMapping, type Mapping, methodsOf, readMapping } from './mapping.ts';
import { requestParameters } from './parameters.ts';

const spring = ['org.springframework'];

/** Annotations by which a class is a bean that may map requests. */
const stereotypes = ['Component', 'Service', 'Named', 'Configuration', 'SpringBootApplication'];

/** Routes of a class; none when it is no controller. */
export function controllerRoutes(machine: Machine, cls: ClassValue): readonly FoundRoute[] {
  if (cls.cls.kind !== 'class' || cls.cls.isAbstract === true || cls.cls.name === '') return [];
  const lineage = machine.lineage(cls);
  if (!lineage.some((one) => one.cls.decorators.length > 0)) return [];
  const annotations = lineage.flatMap((one) => classAnnotations(machine, one));
  if (!isController(machine, annotations)) return [];
  const settings = settingsOf(machine).for(cls.file);
  const onClass = annotations.find(isMapping);
  const ofClass = onClass === undefined ? null : readMapping(onClass, settings);
  const bindings = bindTypes(machine, cls);
  const routes: FoundRoute[] = [];
  for (const group of methodGroups(machine, cls, bindings)) {
    const route = routeOf(machine, cls, group, { annotations, ofClass, bindings });
    if (route !== null) routes.push(...route);
  }
  return routes;
}

function isController(machine: Machine, annotations: readonly Annotation[]): boolean {
  const found = annotations.filter(
    (one) =>
      one.name === 'Controller' ||
      one.name === 'RestController' ||
      one.name === 'RepositoryRestController' ||
      one.name === 'BasePathAwareController',
  );
  if (found.some((one) => isFrom(machine, one, spring))) return true;
  const bean = findAnnotation(annotations, ...stereotypes);
  return (
    bean !== undefined &&
    isFrom(machine, bean, spring) &&
    annotations.some((one) => isMapping(one) && one.name === 'RequestMapping')
  );
}

interface OfClass {
  readonly annotations: readonly Annotation[];
  readonly ofClass: Mapping | null;
  readonly bindings: TypeBindings;
}

function routeOf(
  machine: Machine,
  cls: ClassValue,
  group: MethodGroup,
  of: OfClass,
): readonly FoundRoute[] | null {
  const [own] = group.declared;
  if (own === undefined || !group.declared.some(({ fn }) => fn.fn.decorators.length > 0)) return null;
  const annotations = group.declared.flatMap(({ fn }) => methodAnnotations(machine, fn));
  const onMethod = annotations.find(isMapping);
  if (onMethod === undefined) return null;
  const settings = settingsOf(machine).for(cls.file);
  const mapping = readMapping(onMethod, settings);
  const methods = methodsOf(mapping, of.ofClass);
  const consumes = [...mapping.consumes, ...(of.ofClass?.consumes ?? [])];
  const isForm = consumes.some((one) => one.includes('form'));
  const hasBody = methods.some(
    (one) => one !== 'GET' && one !== 'HEAD' && one !== 'DELETE' && one !== 'OPTIONS' && one !== 'ANY',
  );
  const params = requestParameters(
    machine,
    own.fn.fn.params.map((param, at) => {
      const declared = group.declared.flatMap(({ fn }) => {
        const other = fn.fn.params[at];
        return other === undefined ? [] : [{ param: other, env: fn.env }];
      });
      const type = { type: param.type ?? { name: '', args: [] }, env: own.fn.env };
      return { param, declared, type: bound(type, of.bindings.get(own.cls.cls)) };
    }),
    { isForm, hasBody },
  );
  const auth = annotatedAuth(annotations, own.fn.file) ?? annotatedAuth(of.annotations, cls.file);
  const doc = group.declared.map(({ fn }) => fn.fn.doc).find((one) => one !== undefined);
  const deprecated =
    findAnnotation([...annotations, ...annotationsOf(machine, cls.cls, cls.env)], 'Deprecated') !== undefined;
  return (of.ofClass?.paths ?? [rootPattern]).flatMap((before) =>
    mapping.paths.map(
      (path): FoundRoute => ({
        cls,
        given: {
          methods,
          path: joinPaths(before, path),
          file: own.fn.file,
          line: own.fn.fn.line,
          handler: `${cls.cls.name}.${own.fn.fn.name}`,
          params: [...params, ...readByHand(machine, own.fn, params)],
          purpose: purposeOf(annotations, doc),
          deprecated,
          tags: tagsOf(of.annotations),
        },
        auth,
      }),
    ),
  );
}

const requestType = /(?:ServletRequest|WebRequest|ServerHttpRequest|ServerWebExchange)$/;

/** What the body of a handler that is given the whole request reads of it. */
function readByHand(
  machine: Machine,
  handler: FnValue,
  told: readonly SightedParameter[],
): readonly SightedParameter[] {
  if (!handler.fn.params.some(({ type }) => requestType.test(type?.name ?? ''))) return [];
  return requestReads(machine, handler).filter((one) => !told.some((other) => other.name === one.name));
}
