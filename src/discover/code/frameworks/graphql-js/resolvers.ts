/** Resolver classes: `@Query(() => User) user(@Args('id') id: string)` of Nest and TypeGraphQL. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import { ParameterSink } from '../../languages/javascript/requests/sink.ts';
import { fieldsOfType, typeOfDeclared } from '../../languages/javascript/requests/types.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Value } from '../../machine/values.ts';
import { entryOf, itemsOf, known } from '../../machine/values.ts';
import { authBy, joinAuth } from '../../routes/auth-names.ts';
import { authOfNestGuard, opens, scopesAsked } from '../nestjs/auth.ts';
import { type Applied, appliedIn, appliedTo } from '../nestjs/decorators.ts';
import { type GraphqlField, noteField } from './served.ts';

const operations: Readonly<Record<string, GraphqlField['operation']>> = {
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
};

const isGraphql = (one: Applied): boolean => /graphql/.test(one.from);

/** Notes the fields of a resolver class. */
export function readResolver(cls: ClassValue, machine: Machine): void {
  const onClass = appliedTo(cls, machine);
  if (!onClass.some((one) => one.name === 'Resolver' && isGraphql(one))) return;
  for (const method of machine.methodsOf(cls)) {
    const applied = appliedTo(method, machine);
    for (const one of applied) {
      const operation = Object.hasOwn(operations, one.name) ? operations[one.name] : undefined;
      if (operation === undefined || !isGraphql(one)) continue;
      noteField(
        {
          operation,
          name: fieldName(one, method),
          file: method.file,
          line: method.fn.line,
          handler: `${cls.cls.name}.${method.fn.name}`,
          params: paramsOf(method, machine),
          auth: authOf(applied, onClass, machine),
          purpose: purposeOf(one, method),
          deprecated: one.args.some(({ value }) => entryOf(value, 'deprecationReason') !== undefined),
        },
        machine,
      );
    }
  }
}

function fieldName(one: Applied, method: FnValue): string {
  for (const { value } of one.args) {
    const name = known(value) ?? known(entryOf(value, 'name'));
    if (name !== null) return name;
  }
  return method.fn.name;
}

function purposeOf(one: Applied, method: FnValue): GraphqlField['purpose'] {
  const told = one.args
    .map(({ value }) => known(entryOf(value, 'description')))
    .find((text) => text !== null);
  const text = told ?? method.fn.doc;
  return text === undefined ? null : { text: text.slice(0, 400), from: 'comment' };
}

function paramsOf(method: FnValue, machine: Machine): GraphqlField['params'] {
  const sink = new ParameterSink();
  for (const param of method.fn.params) {
    for (const one of appliedIn(param, method.env, machine)) {
      if (one.name !== 'Args' && one.name !== 'Arg') continue;
      const [first] = one.args.map(({ value }) => value);
      const name = known(first) ?? known(entryOf(first, 'name'));
      if (name === null) sink.addAll(fieldsOfType(param.type, method.env, machine), 'body');
      else {
        const optional = param.type?.optional === true || param.otherwise !== undefined;
        sink.add(name, 'body', {
          type: typeOfDeclared(param.type, { env: method.env }, machine),
          required: !optional,
        });
      }
    }
  }
  return sink.params;
}

/** `@UseGuards(GqlAuthGuard)`, `@Authorized('ADMIN')`, `@Public()`. */
function authOf(
  applied: readonly Applied[],
  onClass: readonly Applied[],
  machine: Machine,
): SightedAuth | null {
  const all = [...onClass, ...applied];
  const open = opens(applied) ?? opens(onClass);
  if (open !== undefined) return authBy('none', 'unknown', open.name, `opened by ${open.name}`);
  const authorized = all.find((one) => one.name === 'Authorized');
  if (authorized !== undefined) {
    const scopes = authorized.args.flatMap(({ value }) => itemsOf(value)).flatMap((one) => known(one) ?? []);
    return authBy('required', 'unknown', 'Authorized', 'guarded by @Authorized', scopes);
  }
  const guards: readonly Value[] = all
    .filter((one) => one.name === 'UseGuards' || one.name === 'UseMiddleware')
    .flatMap((one) => one.args.flatMap(({ value }) => itemsOf(value)));
  const auth = joinAuth(guards.flatMap((guard) => authOfNestGuard(guard, machine) ?? []));
  if (auth === null) return null;
  const scopes = scopesAsked(all);
  return scopes.length === 0
    ? auth
    : { ...auth, schemes: auth.schemes.map((scheme, at) => (at === 0 ? { ...scheme, scopes } : scheme)) };
}
