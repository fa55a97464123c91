/** What the parameters of an action or of a minimal API's handler take from a request. */
import type { ParameterIn, SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Annotation, annotationsOf, findAnnotation, textOf, valueOf } from '../classes/annotations.ts';
import type { HandlerParam } from '../classes/members.ts';
import { classOfType, fieldsOf, isSimpleType, parameterType, sources } from './types.ts';

/** What is known of the route. */
export interface RequestFacts {
  /** Parameters of the template, lower case. */
  readonly pathNames: readonly string[];
  readonly hasBody: boolean;
  /** Values of classes come from: a JSON body (`[ApiController]`, minimal APIs), or a form and the query (MVC). */
  readonly complexFrom: 'body' | 'form';
  /** Handlers of minimal APIs are given services without an attribute. */
  readonly mayBeServices: boolean;
}

const supplied =
  /^(?:Http(?:Context|Request|Response)|CancellationToken|ClaimsPrincipal|Stream|PipeReader|LinkGenerator|IFormCollection|ILogger\w*|IMediator|ISender|IMapper|IValidator|IConfiguration|IWebHostEnvironment|IHubContext|IServiceProvider|IHttpContextAccessor|ODataQueryOptions|ModelStateDictionary)$/;

const serviceName =
  /(?:Service|Services|Repository|Context|Handler|Validator|Client|Factory|Manager|Store|Provider|Logger|Mediator|Sender|Bus|Publisher|Options|Accessor|Cache|Hub|Connection|Clock|Generator|Database|Session)$/;

/** Parameters of one parameter. */
export function actionParameters(
  machine: Machine,
  one: HandlerParam,
  request: RequestFacts,
): readonly SightedParameter[] {
  const annotations = one.declared.flatMap(({ param, env }) => annotationsOf(machine, param, env));
  const typeName = one.type.type.name.split('.').at(-1) ?? '';
  const type = parameterType(machine, one.type);
  const optional = one.type.type.optional === true || one.param.otherwise !== undefined;
  const single = (where: ParameterIn, by: Annotation | undefined): readonly SightedParameter[] => [
    {
      name: (by === undefined ? null : textOf(valueOf(by, 'Name', 'value'))) ?? one.param.name,
      in: where,
      type,
      required: where === 'path' || !optional,
    },
  ];
  if (
    findAnnotation(
      annotations,
      'FromServices',
      'FromKeyedServices',
      'Service',
      'BindNever',
      'SwaggerIgnore',
      'this',
    ) !== undefined
  ) {
    return [];
  }
  const told = annotations.find((annotation) => Object.hasOwn(sources, annotation.name));
  const where = told === undefined ? undefined : sources[told.name];
  if (where !== undefined) {
    if (where === 'body') return fieldsOf(machine, one.type, 'body');
    const isWhole = type === 'object' && (told === undefined || textOf(valueOf(told, 'Name')) === null);
    if (!isWhole) return single(where, told);
    const fields = fieldsOf(machine, one.type, where);
    return fields.length > 0 ? fields : single(where, told);
  }
  if (findAnnotation(annotations, 'AsParameters') !== undefined) return parts(machine, one, request);
  if (supplied.test(typeName)) return [];
  if (request.pathNames.includes(one.param.name.toLowerCase())) return single('path', undefined);
  if (type === 'file') return single('form', undefined);
  if (isSimpleType(machine, one.type)) return single('query', undefined);
  const cls = classOfType(machine, one.type.type, one.type.env);
  if (request.mayBeServices && isService(typeName, cls?.cls.kind)) return [];
  if (cls === null) return [];
  if (request.complexFrom === 'form') return fieldsOf(machine, one.type, request.hasBody ? 'form' : 'query');
  return request.hasBody
    ? fieldsOf(machine, one.type, 'body')
    : request.mayBeServices
      ? []
      : fieldsOf(machine, one.type, 'query');
}

const isService = (name: string, kind: string | undefined): boolean =>
  kind === 'interface' || /^I[A-Z]/.test(name) || serviceName.test(name);

/** `[AsParameters]`: each property by itself. */
function parts(machine: Machine, one: HandlerParam, request: RequestFacts): readonly SightedParameter[] {
  const cls = classOfType(machine, one.type.type, one.type.env);
  if (cls === null) return [];
  return machine.lineage(cls).flatMap((owner) =>
    owner.cls.fields.flatMap((field) => {
      if (field.isStatic === true || field.visibility !== 'public') return [];
      const param = {
        name: field.name,
        ...(field.type === undefined ? {} : { type: field.type }),
        decorators: field.decorators,
        kind: 'one' as const,
      };
      return actionParameters(
        machine,
        {
          param,
          declared: [{ param, env: owner.env }],
          type: { type: field.type ?? { name: '', args: [] }, env: owner.env },
        },
        request,
      );
    }),
  );
}
