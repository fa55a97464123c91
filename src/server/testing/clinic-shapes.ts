/** Believable parameters, bodies and template evidence for a made-up operation. */
import type {
  LearnedBody,
  LearnedParameter,
  OperationDetail,
  OperationSummary,
  TemplateEvidence,
} from '../../model/operation.ts';
import type { Shape } from '../../model/shape.ts';

const text: Shape = { t: 'string', f: 'text' };
const uuid: Shape = { t: 'string', f: 'uuid' };

const fieldOf: Readonly<Record<string, readonly [name: string, shape: Shape]>> = {
  'person-name': ['name', { t: 'string', f: 'text', c: ['person-name'] }],
  'date-of-birth': ['dateOfBirth', { t: 'string', f: 'date', c: ['date-of-birth'] }],
  email: ['email', { t: 'string', f: 'email', c: ['email'] }],
  phone: ['phone', { t: 'string', c: ['phone'] }],
  'national-id': ['nationalId', { t: 'string', f: 'integer-string', c: ['national-id'] }],
  'postal-address': [
    'address',
    { t: 'object', p: { street: text, city: text, postcode: { t: 'string', f: 'word' } } },
  ],
  'health-code': ['diagnosis', { t: 'string', f: 'word', c: ['health-code'] }],
  iban: ['iban', { t: 'string', c: ['iban'] }],
  'card-number': ['cardNumber', { t: 'string', f: 'integer-string', c: ['card-number'] }],
};

function entity(operation: OperationSummary): Extract<Shape, { readonly t: 'object' }> {
  const own = operation.dataClasses.flatMap(({ id }) => {
    const field = fieldOf[id];
    return field === undefined ? [] : [field];
  });
  return {
    t: 'object',
    p: {
      id: uuid,
      ...Object.fromEntries(own),
      status: { t: 'string', f: 'word' },
      createdAt: { t: 'string', f: 'date-time' },
    },
  };
}

function body(count: number, shape: Extract<Shape, { readonly t: 'object' }>, status?: number): LearnedBody {
  return {
    ...(status === undefined ? {} : { status }),
    mediaType: status !== undefined && status >= 400 ? 'application/problem+json' : 'application/json',
    count,
    shape,
    fields: Object.entries(shape.p).map(([path, inner], index) => ({
      path,
      shape: inner,
      presence: index % 4 === 3 ? 0.82 : 1,
      classes: inner.t === 'string' ? (inner.c ?? []) : [],
    })),
  };
}

function pathParameters(operation: OperationSummary): readonly LearnedParameter[] {
  return [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = 'id']) => ({
    in: 'path',
    name,
    type: 'string:uuid',
    sources: operation.sources,
    requiredFrom: operation.sources[0] ?? 'traffic',
    shape: uuid,
    required: true,
    count: operation.count,
    distinct: Math.max(1, Math.round(operation.count / 7)),
  }));
}

function evidence(operation: OperationSummary): readonly TemplateEvidence[] {
  return operation.path
    .split('/')
    .slice(1)
    .flatMap((segment, index): readonly TemplateEvidence[] =>
      segment.startsWith('{')
        ? [
            {
              segment: index,
              name: segment.slice(1, -1),
              reason: 'typed-id',
              explanation: `All ${operation.count} values of this segment are UUIDs, ${Math.max(1, Math.round(operation.count / 7))} of them different.`,
              confidence: operation.confidence,
              examples: [],
            },
          ]
        : [],
    );
}

/** What would have been learned of this operation. */
export function learnedParts(
  operation: OperationSummary,
): Pick<OperationDetail, 'parameters' | 'requestBodies' | 'responseBodies' | 'template' | 'canUnfold'> {
  const template = evidence(operation);
  const whole = entity(operation);
  const isList =
    operation.method === 'GET' && !operation.path.endsWith('}') && !operation.path.endsWith('/me');
  const answer: Extract<Shape, { readonly t: 'object' }> = isList
    ? {
        t: 'object',
        p: { items: { t: 'array', i: whole }, total: { t: 'integer' }, next: { t: 'string', f: 'uri' } },
      }
    : whole;
  const sends = operation.method === 'POST' || operation.method === 'PUT' || operation.method === 'PATCH';
  const paging: readonly LearnedParameter[] = isList
    ? [
        {
          in: 'query',
          name: 'page',
          type: 'integer',
          sources: ['traffic'],
          requiredFrom: 'traffic',
          shape: { t: 'integer' },
          required: false,
          count: Math.round(operation.count * 0.6),
        },
        {
          in: 'query',
          name: 'limit',
          type: 'integer',
          sources: ['traffic'],
          requiredFrom: 'traffic',
          shape: { t: 'integer' },
          required: false,
          count: Math.round(operation.count * 0.4),
        },
        {
          in: 'query',
          name: 'q',
          type: 'string',
          sources: ['traffic'],
          requiredFrom: 'traffic',
          shape: text,
          required: false,
          count: Math.round(operation.count * 0.1),
        },
      ]
    : [];
  const { id: _id, createdAt: _createdAt, ...sent } = whole.p;
  return {
    parameters: [
      ...pathParameters(operation),
      ...paging,
      {
        in: 'header',
        name: 'x-request-id',
        type: 'string:uuid',
        sources: ['traffic'],
        requiredFrom: 'traffic',
        shape: uuid,
        required: false,
        count: Math.round(operation.count * 0.3),
      },
    ],
    requestBodies: sends && operation.count > 0 ? [body(operation.count, { t: 'object', p: sent })] : [],
    responseBodies: Object.entries(operation.statuses)
      .filter(([status]) => status !== '204')
      .map(([status, count]) =>
        Number(status) < 400
          ? body(count, answer, Number(status))
          : body(
              count,
              { t: 'object', p: { type: { t: 'string', f: 'uri' }, title: text, status: { t: 'integer' } } },
              Number(status),
            ),
      ),
    template,
    canUnfold: template.length > 0,
  };
}
