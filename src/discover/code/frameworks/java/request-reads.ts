/** What a handler's body asks of a request by calls: `request.getParameter("q")`, `request.queryParam("q")`, `request.bodyToMono(Dto.class)`. */
import type { ParameterIn, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { FnValue } from '../../machine/values.ts';
import { known } from '../../machine/values.ts';
import { typeOfExpr } from '../classes/generics.ts';
import { fieldsOf } from './types.ts';

const places: Readonly<Record<string, ParameterIn>> = {
  getParameter: 'query',
  getParameterValues: 'query',
  queryParam: 'query',
  param: 'query',
  pathVariable: 'path',
  getHeader: 'header',
  firstHeader: 'header',
};

/** Names of variables that hold a request. */
const requestName = /re?q(?:uest)?$|^r$|headers$/i;

const readsMax = 60;

/** What a handler reads of its request by name, and the fields of the bodies that it decodes. */
export function requestReads(machine: Machine, handler: FnValue): readonly SightedParameter[] {
  const found: SightedParameter[] = [];
  const add = (parameter: SightedParameter): void => {
    const same = found.some((one) => one.in === parameter.in && one.name === parameter.name);
    if (!same && found.length < readsMax) found.push(parameter);
  };
  walkFn(handler.fn, {
    expr(expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'member') return;
      const { name, of } = expr.fn;
      const [first] = expr.args;
      if (first === undefined) return;
      const where = Object.hasOwn(places, name) ? places[name] : undefined;
      if (where !== undefined) {
        const owner =
          of.t === 'name'
            ? of.v
            : of.t === 'member'
              ? of.name
              : of.t === 'call' && of.fn.t === 'member'
                ? of.fn.name
                : '';
        const told = requestName.test(owner) ? known(machine.evaluate(first.value, handler.env)) : null;
        if (told !== null) add({ name: told, in: where, type: 'string', required: null });
      } else if (/^body(?:To(?:Mono|Flux))?$/.test(name)) {
        const type = typeOfExpr(first.value);
        if (type.name !== '')
          for (const field of fieldsOf(machine, { type, env: handler.env }, 'body')) add(field);
      }
    },
  });
  return found;
}
