/** Parameters of a controller that Symfony fills: `#[MapQueryParameter]`, `#[MapRequestPayload]`, `#[MapQueryString]`. */
import type { ParameterIn, ParameterType } from '../../../../model/sighting.ts';
import type { TypeRef } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { FnValue } from '../../machine/values.ts';
import { arg, known, named } from '../../machine/values.ts';
import type { collector } from '../php/request-reads.ts';

const types: Readonly<Record<string, ParameterType>> = {
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  string: 'string',
  array: 'array',
};

/** Type of a value by the type that the source writes. */
export const typeOf = (type: TypeRef | undefined): ParameterType =>
  type === undefined ? 'unknown' : (types[type.name] ?? (type.name.startsWith('\\') ? 'object' : 'string'));

/** Adds what attributes of parameters tell. */
export function mappedParams(fn: FnValue, machine: Machine, add: ReturnType<typeof collector>['add']): void {
  for (const param of fn.fn.params)
    for (const site of machine.decoratorsIn(param, fn.env)) {
      if (site.callee.t !== 'external') continue;
      const mark = site.callee.from.split('\\').at(-1) ?? '';
      const own = param.name.replace(/^\$/, '');
      const required = param.otherwise === undefined && param.type?.optional !== true;
      if (mark === 'MapQueryParameter')
        add(known(named(site, 'name') ?? arg(site, 0)) ?? own, 'query', typeOf(param.type), required);
      else if (mark === 'MapUploadedFile') add(own, 'form', 'file', required);
      else if (mark === 'MapRequestPayload' || mark === 'MapQueryString') {
        const where: ParameterIn = mark === 'MapQueryString' ? 'query' : 'body';
        const cls = param.type === undefined ? null : machine.classOf(param.type, fn.env);
        if (cls === null) continue;
        for (const one of machine.lineage(cls))
          for (const field of one.cls.fields)
            if (field.isStatic !== true) add(field.name, where, typeOf(field.type), null);
      }
    }
}
