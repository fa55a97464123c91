/** Evidence behind the made-up operations of the clinic: code, a contract, traffic, and what its web site calls. */
import type {
  AuthDisagreement,
  AuthView,
  Lifecycle,
  FieldProvenance,
  OperationDetail,
  OperationEvidence,
  OperationSummary,
} from '../../model/operation.ts';

const unknown: AuthView = { demand: 'unknown', schemes: [], explanation: 'nothing is told' };

function contractOf(operation: OperationSummary): OperationEvidence {
  const { method, path, purpose, deprecated } = operation;
  return {
    source: 'contract',
    framework: 'openapi-3.1',
    file: 'contracts/clinic.yaml',
    pointer: `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}`,
    role: 'app',
    mounted: true,
    api: 'Clinic',
    method,
    path,
    confidence: 1,
    purpose: purpose.from === 'contract' ? purpose.text : null,
    deprecated,
    handler: null,
    auth: declaredOf(operation),
    stands: 'own',
  };
}

const isOpen = ({ auth }: OperationSummary): boolean => auth.length === 1 && auth.includes('none');

const declaredOf = (operation: OperationSummary): AuthView =>
  isOpen(operation)
    ? { demand: 'none', schemes: [], explanation: 'security: []' }
    : { demand: 'required', schemes: ['bearer'], explanation: 'security: bearerAuth' };

const codedOf = (operation: OperationSummary): AuthView =>
  isOpen(operation)
    ? { demand: 'none', schemes: [], explanation: 'no hook asks for a credential' }
    : { demand: 'required', schemes: ['bearer'], explanation: 'preHandler requireUser' };

/** The file that a made-up path would be handled in: `src/routes/patients.ts`. */
const fileOf = (path: string): string =>
  `src/routes/${/^\/(?:v\d+\/|internal\/)?([a-z]+)/.exec(path)?.[1] ?? 'index'}.ts`;

function codeOf(operation: OperationSummary): OperationEvidence {
  const { method, path, deprecated, framework, service, lifecycle } = operation;
  return {
    source: 'code',
    framework: framework ?? 'fastify',
    file: fileOf(path),
    line: 12 + ((path.length * 7 + method.length) % 180),
    role: 'app',
    mounted: lifecycle !== 'unreachable',
    api: service,
    method,
    path,
    confidence: 0.98,
    purpose: null,
    deprecated,
    handler:
      `${method.toLowerCase()}${path.replace(/[^a-z]+(\w)/gi, (_, letter: string) => letter.toUpperCase())}`.slice(
        0,
        40,
      ),
    auth: codedOf(operation),
    stands: 'own',
  };
}

function outsideOf(operation: OperationSummary): OperationEvidence {
  const { method, path, service } = operation;
  return {
    source: 'outside',
    framework: 'javascript',
    url: 'https://app.clinic.example/assets/app.3f9c1e.js',
    line: 1,
    role: 'app',
    mounted: true,
    api: service,
    method,
    path,
    confidence: 0.8,
    purpose: null,
    deprecated: false,
    handler: 'fetch',
    auth: unknown,
    stands: 'own',
  };
}

const evidenceOf = { code: codeOf, contract: contractOf, traffic: trafficOf, outside: outsideOf } as const;

const proofs: Readonly<Record<Lifecycle, string>> = {
  zombie: 'its contract calls it deprecated, and it is still called',
  unreachable: 'the code has a handler for it, and no route mounts that',
  shadow: 'calls are answered with success, and none of the contracts that were read tells of it',
  orphan: 'a contract tells of it; neither the code that was read nor traffic does',
  dormant: 'a contract and code tell of it, and nobody called it in 30 days',
  documented: 'a contract tells of it, and it is called',
  live: 'it is called; no contract of this service was given to compare with',
  known: 'one source tells of it',
};

function trafficOf(operation: OperationSummary): OperationEvidence {
  const { method, path, service, count, firstSeenMs, lastSeenMs } = operation;
  return {
    source: 'traffic',
    framework: 'traffic',
    role: 'app',
    mounted: true,
    api: service,
    method,
    path,
    confidence: 1,
    purpose: null,
    deprecated: false,
    handler: null,
    auth: observedOf(operation),
    stands: 'own',
    count,
    firstSeenMs,
    lastSeenMs,
  };
}

const observedOf = ({ auth, count }: OperationSummary): AuthView =>
  count === 0
    ? unknown
    : {
        demand: auth.includes('none') ? 'optional' : 'required',
        schemes: auth.includes('bearer-jwt') ? ['bearer'] : [],
        explanation: auth.includes('none') ? 'some calls brought none' : 'all calls brought one',
      };

/** What evidence would say of this operation. */
export function evidenceParts(
  operation: OperationSummary,
): Pick<
  OperationDetail,
  | 'lifecycleProof'
  | 'evidence'
  | 'evidenceMore'
  | 'provenance'
  | 'authViews'
  | 'disagreements'
  | 'advice'
  | 'ownership'
  | 'exposureView'
  | 'controls'
  | 'riskParts'
  | 'merged'
> {
  const evidence = operation.sources.map((source) => evidenceOf[source](operation));
  const has = (source: OperationEvidence['source']): boolean => operation.sources.includes(source);
  const { anonymousSuccesses } = operation;
  return {
    lifecycleProof: { text: proofs[operation.lifecycle], places: evidence.flatMap(placeOf) },
    evidence,
    evidenceMore: operation.sources.length === 4 ? 3 : 0,
    provenance: provenanceOf(operation, evidence),
    authViews: {
      declared: has('contract') ? declaredOf(operation) : unknown,
      coded: has('code') ? codedOf(operation) : unknown,
      observed: has('traffic') ? observedOf(operation) : unknown,
      enforced: enforcedOf(operation),
    },
    disagreements: disagreementsOf(operation),
    advice:
      operation.lifecycle === 'zombie'
        ? [{ code: 'retire', text: 'Retire it: tell its callers what to use instead, then take it away.' }]
        : operation.lifecycle === 'shadow'
          ? [{ code: 'document', text: 'Write it into a contract, or take it away.' }]
          : operation.lifecycle === 'unreachable'
            ? [{ code: 'remove-route', text: 'Remove the handler: nothing mounts it.' }]
            : operation.lifecycle === 'orphan'
              ? [{ code: 'drop-or-implement', text: 'Drop it from the contract, or implement it.' }]
              : operation.lifecycle === 'dormant'
                ? [{ code: 'confirm-use', text: 'Ask its owner whether anybody still needs it.' }]
                : [],
    ownership: {
      name: operation.owner ?? 'nobody',
      from: 'codeowners',
      explanation: 'CODEOWNERS:1 has *',
    },
    exposureView: {
      level: operation.exposure,
      explanation: `${operation.host} is a name of the world`,
      signs: [{ level: operation.exposure, text: `${operation.host} is a name of the world` }],
    },
    controls: {
      required: [{ control: 'authentication', because: 'personal data has a known reader' }],
      actual:
        operation.controlsAbsent === 0 ? [{ control: 'authentication', by: 'security: bearerAuth' }] : [],
      missing:
        operation.controlsAbsent === 0
          ? []
          : [
              {
                control: 'authentication',
                certainty: 'absent',
                severity: 'high',
                explanation: `personal data has a known reader: ${anonymousSuccesses} calls without a credential succeeded`,
                references: [
                  {
                    standard: 'OWASP API Security Top 10 2023',
                    id: 'API2:2023',
                    title: 'Broken Authentication',
                  },
                ],
              },
            ],
    },
    riskParts: [
      {
        part: 'exposure',
        points: Math.min(20, operation.risk),
        pointsMax: 20,
        explanation: `it is ${operation.exposure}`,
      },
      {
        part: 'data',
        points: Math.max(0, operation.risk - 20),
        pointsMax: 25,
        explanation: `${operation.dataClasses.length} classes of data`,
      },
    ],
    merged:
      has('code') && has('contract')
        ? [
            `the contract Clinic stands below /v2 in the service ${operation.service}: 31 templates of both agree`,
            'code calls its parameter what the contract calls it, in the same place',
          ]
        : [],
  };
}

const placeOf = ({ file, line, pointer, url }: OperationEvidence): readonly string[] =>
  file !== undefined
    ? [`${file}${pointer === undefined ? `:${line ?? 1}` : `#${pointer}`}`]
    : url === undefined
      ? []
      : [url];

function enforcedOf({ anonymousSuccesses, count }: OperationSummary): AuthView {
  if (anonymousSuccesses > 0)
    return {
      demand: 'none',
      schemes: [],
      explanation: `${anonymousSuccesses} calls without a credential succeeded, none was refused`,
    };
  return count > 1000
    ? { demand: 'required', schemes: ['bearer'], explanation: 'all 61 calls without a credential got 401' }
    : unknown;
}

function disagreementsOf(operation: OperationSummary): readonly AuthDisagreement[] {
  if (operation.authDisagreements === 0) return [];
  const calls = `${operation.anonymousSuccesses} calls without one succeeded`;
  return [
    {
      between: ['declared', 'enforced'],
      severity: 'high',
      explanation: `the contract asks for a credential, but ${calls}`,
    },
  ];
}

function provenanceOf(
  operation: OperationSummary,
  [best]: readonly OperationEvidence[],
): readonly FieldProvenance[] {
  const source = best?.source ?? 'none';
  const explanation = (best === undefined ? undefined : placeOf(best)[0]) ?? 'learned from exchanges';
  const told = { source, explanation, confidence: best?.confidence ?? 0 } as const;
  const { purpose } = operation;
  return [
    { field: 'path', ...told, confidence: operation.confidence },
    { field: 'method', ...told },
    operation.count > 0
      ? { field: 'host', source: 'traffic', confidence: 1, explanation: 'where it was called' }
      : { field: 'host', source: 'none', confidence: 0, explanation: 'nothing names one' },
    { field: 'parameters', ...told },
    { field: 'auth', ...told },
    purpose.from === 'hand'
      ? { field: 'purpose', source: 'hand', confidence: 1, explanation: 'a person wrote it' }
      : purpose.from === 'contract'
        ? { field: 'purpose', source: 'contract', confidence: 1, explanation: 'contracts/clinic.yaml' }
        : { field: 'purpose', source: 'names', confidence: 0.5, explanation: 'from method and template' },
    { field: 'deprecated', ...told },
  ];
}
