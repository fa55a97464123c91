/** API Platform: operations of a class that is marked as a resource. */
import { plural } from '../../languages/ruby/inflections.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, DecoratorSite, RouteScope, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, named, text } from '../../machine/values.ts';
import { joinPaths, parsePath } from '../../routes/template.ts';
import { granted, type Security } from './security.ts';
import { symfonyPath } from './paths.ts';

const operations: Readonly<Record<string, readonly [method: string, isItem: boolean]>> = {
  GetCollection: ['GET', false],
  Post: ['POST', false],
  Get: ['GET', true],
  Put: ['PUT', true],
  Patch: ['PATCH', true],
  Delete: ['DELETE', true],
};

const tableized = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

/** Adds the operations of a resource. */
export function addResource(
  cls: ClassValue,
  site: DecoratorSite,
  scope: RouteScope,
  prefix: string,
  security: Security,
  machine: Machine,
): void {
  const shortName = known(named(site, 'shortName')) ?? cls.cls.name;
  const base = `/${plural(tableized(shortName))}`;
  const list = named(site, 'operations');
  const own = known(named(site, 'uriTemplate') ?? (known(arg(site, 0)) === null ? undefined : arg(site, 0)));
  const routePrefix = known(named(site, 'routePrefix')) ?? '';
  const identifier = identifierOf(cls, machine);
  const auth = granted(machine.decorators(cls), undefined, security.scheme);
  const add = (name: string, template: string | null, line: number): void => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) return;
    const [method, isItem] = operation;
    const path = template ?? own ?? (isItem ? `${base}/{${identifier}}` : base);
    scope.route({
      methods: [method],
      path: joinPaths(
        parsePath(prefix, 'brace'),
        parsePath(routePrefix, 'brace'),
        symfonyPath(text(path), new Map(), new Set()),
      ),
      file: cls.file,
      line,
      handler: cls.cls.name,
      params:
        method === 'POST' || method === 'PUT' || method === 'PATCH'
          ? cls.cls.fields
              .filter((field) => field.isStatic !== true && field.name !== 'id' && field.name !== identifier)
              .slice(0, 60)
              .map((field) => ({
                name: field.name,
                in: 'body' as const,
                type: 'unknown' as const,
                required: null,
              }))
          : [],
      guards: auth === null ? [] : [{ value: text('IsGranted') as Value, auth, order: 0 }],
      purpose: cls.cls.doc === undefined ? null : { text: cls.cls.doc, from: 'comment' },
    });
  };
  if (list?.t === 'list') {
    for (const one of itemsOf(list)) {
      if (one.t !== 'result' || one.callee.t !== 'external') continue;
      const name = one.callee.from.split('\\').at(-1) ?? '';
      add(name, known(named(one, 'uriTemplate') ?? arg(one, 0)), one.line);
    }
    return;
  }
  for (const name of Object.keys(operations)) if (name !== 'Put') add(name, null, site.line);
}

function identifierOf(cls: ClassValue, machine: Machine): string {
  for (const field of cls.cls.fields)
    for (const site of machine.decoratorsIn(field, machine.envOf(cls)))
      if (site.callee.t === 'external' && /(?:^|\\)ApiProperty$/.test(site.callee.from)) {
        const value = named(site, 'identifier');
        if (value?.t === 'const' && value.v === true) return field.name;
      }
  return 'id';
}
