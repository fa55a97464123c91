/** Parameters of Nest's handlers: `@Param('id', ParseIntPipe)`, `@Query() page: PageDto`, `@Body()`, `@Headers()`, uploads. */
import type { ParameterIn, ParameterType } from '../../../../model/sighting.ts';
import type { Param } from '../../ir.ts';
import { carriesRequest, expressForm, readLater } from '../../languages/javascript/requests/handlers.ts';
import { partOf, requestOf } from '../../languages/javascript/requests/request.ts';
import { fieldsOfSchema, isSchema } from '../../languages/javascript/requests/schemas.ts';
import type { ParameterSink } from '../../languages/javascript/requests/sink.ts';
import { fieldsOfType, typeOfDeclared } from '../../languages/javascript/requests/types.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ArgValue, ClassValue, FnValue, Instance, Value } from '../../machine/values.ts';
import { known, nameOf, unknown } from '../../machine/values.ts';
import { type Applied, appliedIn } from './decorators.ts';

const places: Readonly<Record<string, ParameterIn>> = {
  Param: 'path',
  Params: 'path',
  TypedParam: 'path',
  Query: 'query',
  TypedQuery: 'query',
  Body: 'body',
  TypedBody: 'body',
  Headers: 'header',
  TypedHeaders: 'header',
  Cookies: 'cookie',
  Cookie: 'cookie',
};

const pipes: readonly (readonly [RegExp, ParameterType])[] = [
  [/ParseInt/, 'integer'],
  [/ParseFloat/, 'number'],
  [/ParseBool/, 'boolean'],
  [/ParseUUID/, 'string:uuid'],
  [/ParseArray/, 'array'],
  [/ParseDate/, 'string:date-time'],
];

/** Notes what the parameters of a handler are read from, and what its body reads from `@Req()`. */
export function readNestParameters(
  method: FnValue,
  decorators: readonly Applied[],
  controller: ClassValue,
  sink: ParameterSink,
  machine: Machine,
): void {
  const args: Value[] = [];
  let usesRequest = false;
  for (const param of method.fn.params) {
    const applied = appliedIn(param, method.env, machine);
    args.push(unknown(param.name));
    for (const one of applied) {
      const where = Object.hasOwn(places, one.name) ? places[one.name] : undefined;
      if (where !== undefined) {
        readOne(param, one, where, method, sink, machine);
        if (one.args.length > 0 || where === 'path') continue;
        args[args.length - 1] = partOf(where, sink);
        usesRequest = true;
      }
      if (one.name === 'UploadedFile' || one.name === 'UploadedFiles') readUpload(decorators, sink);
      else if (one.name === 'Req' || one.name === 'Request') {
        args[args.length - 1] = requestOf(expressForm.shape, sink);
        usesRequest = true;
      }
    }
  }
  if (!usesRequest) return;
  const self: Instance = { t: 'instance', of: controller, fields: new Map() };
  readLater(machine, () =>
    machine.attempt(
      3_000,
      () => void machine.invoke({ ...method, self }, args),
      (fn, given) =>
        fn.fn === method.fn ||
        fn.fn.name === '' ||
        given.some((one) => carriesRequest('t' in one ? one : one.value)),
    ),
  );
}

function readOne(
  param: Param,
  applied: Applied,
  where: ParameterIn,
  method: FnValue,
  sink: ParameterSink,
  machine: Machine,
): void {
  const name = known(applied.args[0]?.value);
  const rest = name === null ? applied.args : applied.args.slice(1);
  if (name !== null) {
    const declared = typeOfDeclared(param.type, { env: method.env }, machine);
    const optional =
      param.type?.optional === true || param.otherwise !== undefined || rest.some(isDefaulting);
    const place = where === 'body' && sink.bodyless ? 'query' : where;
    sink.add(name, place, { type: pipeType(rest) ?? declared, required: optional ? false : null });
    return;
  }
  for (const { value } of rest) {
    const schemas = schemasIn(value);
    if (schemas.length > 0) for (const schema of schemas) sink.addAll(fieldsOfSchema(schema), where);
  }
  const own = param.type;
  sink.addAll(fieldsOfType(own, method.env, machine), where);
}

function pipeType(args: readonly ArgValue[]): ParameterType | null {
  for (const { value } of args) {
    const name = nameOf(value);
    const found = pipes.find(([pattern]) => pattern.test(name));
    if (found !== undefined) return found[1];
  }
  return null;
}

const isDefaulting = ({ value }: ArgValue): boolean => /DefaultValue/.test(nameOf(value));

/** `new ZodValidationPipe(schema)` */
function schemasIn(value: Value): readonly Value[] {
  if (isSchema(value)) return [value];
  if (value.t === 'result') return value.args.map((one) => one.value).filter(isSchema);
  return value.t === 'instance' ? [...value.fields.values()].filter(isSchema) : [];
}

/** `@UseInterceptors(FileInterceptor('avatar'))` */
function readUpload(decorators: readonly Applied[], sink: ParameterSink): void {
  for (const { name, args } of decorators) {
    if (name !== 'UseInterceptors') continue;
    for (const { value } of args) {
      if (value.t !== 'result' || !/Files?(?:Fields)?Interceptor$/.test(nameOf(value.callee))) continue;
      const [given] = value.args.map((one) => one.value);
      const list = given?.t === 'list' ? given.items : [];
      for (const one of list)
        if (one.t === 'map') sink.add(known(one.entries.get('name')) ?? '', 'form', { type: 'file' });
      const field = known(given);
      if (field !== null) sink.add(field, 'form', { type: 'file' });
    }
  }
}
