/** Spring Data REST: repositories that are served by themselves, under the name of their entity. */
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue } from '../../machine/values.ts';
import { joinPaths } from '../../routes/template.ts';
import {
  annotationsOf,
  classAnnotations,
  findAnnotation,
  isFalse,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import { typeOfExpr } from '../classes/generics.ts';
import { annotatedAuth } from '../java/method-security.ts';
import { moduleOf, setting, settingsOf } from '../java/settings.ts';
import { fieldsOf, parameterType } from '../java/types.ts';
import type { FoundRoute } from './application.ts';
import { springPath } from './mapping.ts';

const repository =
  /^(?:(?:\w*Jpa|\w*Mongo|\w*Neo4j|\w*Crud|\w*PagingAndSorting|Reactive\w*)Repository|Repository)$/;

/** Routes of a repository; none when it is not served. */
export function repositoryRoutes(machine: Machine, cls: ClassValue): readonly FoundRoute[] {
  if (cls.cls.kind !== 'interface') return [];
  const base = cls.cls.bases.find((one) => repository.test(typeOfExpr(one).name.split('.').at(-1) ?? ''));
  if (base === undefined) return [];
  const annotations = classAnnotations(machine, cls);
  const resource = findAnnotation(annotations, 'RepositoryRestResource', 'RestResource');
  if (resource === undefined ? !servesAll(machine, cls.file) : isFalse(valueOf(resource, 'exported')))
    return [];
  const [entity] = typeOfExpr(base).args;
  if (entity === undefined) return [];
  const simple = entity.name.split('.').at(-1) ?? '';
  const told = resource === undefined ? null : textOf(valueOf(resource, 'path'));
  const settings = settingsOf(machine).for(cls.file);
  const root = springPath(
    setting(settings, 'spring.data.rest.base-path', 'spring.data.rest.basePath') ?? '',
    settings,
  );
  const all = joinPaths(root, springPath(`/${told ?? plural(simple)}`, settings));
  const one = joinPaths(all, springPath('/{id}', settings));
  const fields = fieldsOf(machine, { type: entity, env: cls.env }, 'body').filter(
    (field) => field.name !== 'id',
  );
  const auth = annotatedAuth(annotations, cls.file);
  const route = (
    method: string,
    path: typeof all,
    handler: string,
    line: number,
    more: Partial<FoundRoute['given']> = {},
  ): FoundRoute => ({
    cls,
    given: { methods: [method], path, file: cls.file, line, handler: `${cls.cls.name}.${handler}`, ...more },
    auth,
  });
  const { line } = cls.cls;
  return [
    route('GET', all, 'findAll', line),
    route('POST', all, 'save', line, { params: fields }),
    route('GET', one, 'findById', line),
    route('PUT', one, 'save', line, { params: fields }),
    route('PATCH', one, 'save', line, { params: fields }),
    route('DELETE', one, 'deleteById', line),
    ...cls.cls.methods.flatMap((method): readonly FoundRoute[] => {
      const onMethod = annotationsOf(machine, method, machine.envOf(cls));
      const rest = findAnnotation(onMethod, 'RestResource');
      if (rest !== undefined && isFalse(valueOf(rest, 'exported'))) return [];
      if (
        !/^(?:find|read|get|query|search|count|exists)\w*By|^(?:find|search)/.test(method.name) &&
        findAnnotation(onMethod, 'Query') === undefined
      )
        return [];
      if (method.body.length > 0) return [];
      const name = (rest === undefined ? null : textOf(valueOf(rest, 'path'))) ?? method.name;
      const params = method.params.flatMap((param) => {
        if (/^(?:Pageable|Sort)$/.test(param.type?.name ?? '')) return [];
        const named = findAnnotation(annotationsOf(machine, param, machine.envOf(cls)), 'Param');
        return [
          {
            name: (named === undefined ? null : textOf(valueOf(named, 'value'))) ?? param.name,
            in: 'query' as const,
            type: parameterType(machine, { type: param.type ?? { name: '', args: [] }, env: cls.env }),
            required: null,
          },
        ];
      });
      return [
        route('GET', joinPaths(all, springPath(`/search/${name}`, settings)), method.name, method.line, {
          params,
        }),
      ];
    }),
  ];
}

/** Without an annotation, repositories are served when the build has the starter. */
function servesAll(machine: Machine, file: string): boolean {
  const module = moduleOf(file);
  return machine.notes(`spring data rest ${module}`, () =>
    ['pom.xml', 'build.gradle', 'build.gradle.kts'].some((build) =>
      /spring-boot-starter-data-rest|spring-data-rest-webmvc/.test(
        machine.project.read(module === '' ? build : `${module}/${build}`) ?? '',
      ),
    ),
  );
}

/** `Person` is served as `people` by a dictionary; regular words by the rules of English. */
function plural(entity: string): string {
  const name = `${entity.charAt(0).toLowerCase()}${entity.slice(1)}`;
  if (/person$/i.test(name))
    return name.replace(/person$/i, (word) => (word.startsWith('P') ? 'People' : 'people'));
  if (/child$/i.test(name)) return `${name}ren`;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return `${name}s`;
}
