/** Spring for GraphQL and Netflix DGS: annotated methods that answer fields of the root types. */
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, RouteScope } from '../../machine/values.ts';
import { nameOf } from '../../machine/values.ts';
import {
  type Annotation,
  annotationsOf,
  classAnnotations,
  constantsIn,
  findAnnotation,
  isFrom,
  methodAnnotations,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import { annotatedAuth } from '../java/method-security.ts';
import { purposeOf } from '../classes/purpose.ts';
import { setting, settingsOf } from '../java/settings.ts';
import { isDemanded, parameterType } from '../java/types.ts';
import { contextPath } from './application.ts';
import { springPath } from './mapping.ts';

const operations: Readonly<Record<string, string>> = {
  QueryMapping: 'QUERY',
  MutationMapping: 'MUTATION',
  SubscriptionMapping: 'SUBSCRIPTION',
  DgsQuery: 'QUERY',
  DgsMutation: 'MUTATION',
  DgsSubscription: 'SUBSCRIPTION',
};

const libraries = ['org.springframework.graphql', 'com.netflix.graphql.dgs'];

/** Adds the GraphQL operations of a class. */
export function addGraphql(machine: Machine, cls: ClassValue): void {
  if (cls.cls.kind !== 'class') return;
  const ofClass = classAnnotations(machine, cls);
  const env = machine.envOf(cls);
  let scope: RouteScope | null = null;
  for (const fn of cls.cls.methods) {
    if (fn.decorators.length === 0) continue;
    const annotations = methodAnnotations(machine, { t: 'fn', fn, env, file: cls.file, self: cls });
    const mapping = findAnnotation(annotations, ...Object.keys(operations), 'SchemaMapping', 'DgsData');
    if (mapping === undefined || !isFrom(machine, mapping, libraries)) continue;
    const method = operationOf(mapping);
    if (method === null) continue;
    const settings = settingsOf(machine).for(cls.file);
    scope ??= machine.scope({
      framework: 'spring',
      isRoot: true,
      file: cls.file,
      line: cls.cls.line,
      prefix: contextPath(machine, cls.file),
    });
    scope.route({
      methods: [method],
      kind: 'graphql',
      field: fieldOf(mapping, fn.name),
      path: springPath(
        setting(settings, 'spring.graphql.http.path', 'spring.graphql.path') ?? '/graphql',
        settings,
      ),
      file: cls.file,
      line: fn.line,
      handler: `${cls.cls.name}.${fn.name}`,
      params: fn.params.flatMap((param) => {
        const declared = annotationsOf(machine, param, env);
        const argument = findAnnotation(declared, 'Argument', 'InputArgument');
        if (argument === undefined) return [];
        return [
          {
            name: textOf(valueOf(argument, 'value', 'name')) ?? param.name,
            in: 'body' as const,
            type: parameterType(machine, { type: param.type ?? { name: '', args: [] }, env }),
            required: isDemanded(declared),
          },
        ];
      }),
      auth: annotatedAuth(annotations, cls.file) ?? annotatedAuth(ofClass, cls.file),
      purpose: purposeOf(annotations, fn.doc),
      deprecated: findAnnotation(annotations, 'Deprecated') !== undefined,
    });
  }
}

function operationOf(mapping: Annotation): string | null {
  if (mapping.name !== 'SchemaMapping' && mapping.name !== 'DgsData') return operations[mapping.name] ?? null;
  const value = valueOf(mapping, 'typeName', 'parentType');
  const told = value === undefined ? '' : (textOf(value) ?? nameOf(value)).toUpperCase();
  // Generated constants: `DgsConstants.QUERY.TYPE_NAME`, `DgsConstants.QUERY_TYPE`.
  return /(?:^|\.)(QUERY|MUTATION|SUBSCRIPTION)(?:_TYPE|\.TYPE_NAME)?$/.exec(told)?.[1] ?? null;
}

/** The field that is answered: told, by a generated constant (`DgsConstants.QUERY.Articles` is `articles`), or the method's name. */
function fieldOf(mapping: Annotation, method: string): string {
  const value = valueOf(mapping, 'value', 'name', 'field');
  const [constant] = value === undefined || textOf(value) !== null ? [] : constantsIn(value);
  if (constant !== undefined) return `${constant.charAt(0).toLowerCase()}${constant.slice(1)}`;
  return textOf(value) ?? method;
}
