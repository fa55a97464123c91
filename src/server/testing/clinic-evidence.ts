/** Evidence behind the made-up operations of the clinic: a contract, and traffic. */
import type {
  AuthView,
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
    purpose: purpose.text,
    deprecated,
    handler: null,
    auth: { demand: 'required', schemes: ['bearer'], explanation: 'security: bearerAuth' },
    stands: 'own',
  };
}

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
  const evidence = operation.sources.flatMap((source): readonly OperationEvidence[] =>
    source === 'contract' ? [contractOf(operation)] : source === 'traffic' ? [trafficOf(operation)] : [],
  );
  const declared = evidence.find((one) => one.source === 'contract')?.auth ?? unknown;
  const { anonymousSuccesses } = operation;
  return {
    lifecycleProof: {
      text: `it is ${operation.lifecycle}`,
      places: evidence.flatMap((one) => (one.file === undefined ? [] : [`${one.file}#${one.pointer ?? ''}`])),
    },
    evidence,
    evidenceMore: 0,
    provenance: [
      {
        field: 'path',
        source: operation.sources[0] ?? 'none',
        confidence: operation.confidence,
        explanation: operation.sources[0] === 'contract' ? 'contracts/clinic.yaml' : 'learned from exchanges',
      },
      { field: 'purpose', source: 'names', confidence: 0.5, explanation: 'from method and template' },
    ],
    authViews: {
      declared,
      coded: unknown,
      observed: observedOf(operation),
      enforced:
        anonymousSuccesses > 0
          ? {
              demand: 'none',
              schemes: [],
              explanation: `${anonymousSuccesses} calls without a credential succeeded, none was refused`,
            }
          : unknown,
    },
    disagreements:
      operation.authDisagreements > 0
        ? [
            {
              between: ['declared', 'enforced'],
              severity: 'high',
              explanation: `the contract asks for a credential, but ${anonymousSuccesses} calls without one succeeded`,
            },
          ]
        : [],
    advice:
      operation.lifecycle === 'zombie'
        ? [
            {
              code: 'retire',
              text: 'Retire it: tell its callers what to use instead, then take it away.',
            },
          ]
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
    merged: [],
  };
}
