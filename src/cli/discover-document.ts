/** The document that `discover --json` prints: one merged inventory, each operation with the evidence behind it. */
import type { FileReport } from '../discover/traffic/files.ts';
import type {
  AuthView,
  Exposure,
  OperationControls,
  OperationDetail,
  OperationOwner,
  RiskPart,
} from '../model/operation.ts';
import type {
  ComponentSighting,
  EvidenceCover,
  EvidenceWarning,
  OutboundSighting,
  Unresolved,
} from '../model/sighting.ts';
import type { ThirdParty } from '../model/third-party.ts';
import { allOperations, demandOf } from '../inventory/drift/version.ts';
import type { Discovery } from '../offline.ts';

/** What all sides together say about credentials. */
export interface AuthLine {
  readonly demand: string;
  readonly schemes: readonly string[];
  readonly declared: AuthView['demand'];
  readonly coded: AuthView['demand'];
  readonly observed: AuthView['demand'];
  readonly enforced: AuthView['demand'];
  /** In words, worst first. */
  readonly disagreements: readonly string[];
}

/** One operation. */
export interface DiscoveredOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly service: string;
  readonly kind: string;
  readonly sources: readonly {
    readonly kind: string;
    readonly file?: string;
    readonly line?: number;
    readonly pointer?: string;
    readonly url?: string;
    readonly framework: string;
  }[];
  readonly params: readonly {
    readonly name: string;
    readonly in: string;
    readonly type: string;
    readonly required: boolean;
  }[];
  readonly auth: AuthLine;
  readonly lifecycle: string;
  /** Why, in words. */
  readonly lifecycleProof: string;
  readonly framework: string | null;
  readonly confidence: number;
  readonly purpose: { readonly text: string; readonly from: string };
  readonly deprecated: boolean;
  readonly dataClasses: readonly string[];
  readonly count: number;
  readonly advice: readonly string[];
  readonly owner: OperationOwner | null;
  readonly exposure: { readonly level: Exposure; readonly explanation: string };
  readonly risk: { readonly score: number; readonly parts: readonly RiskPart[] };
  readonly controls: OperationControls;
}

/** The document. */
export interface DiscoverDocument {
  readonly version: 1;
  readonly run: { readonly id: string; readonly at: string; readonly sources: readonly string[] };
  readonly covers: readonly EvidenceCover[];
  /** Captures, logs. */
  readonly files: readonly FileReport[];
  readonly read: number;
  readonly used: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly actors: number;
  /** Paths that nothing routes: only ever answered with 404. */
  readonly unrouted: number;
  readonly operations: readonly DiscoveredOperation[];
  readonly outbound: readonly OutboundSighting[];
  /** Whom all these call, grouped. */
  readonly thirdParties: readonly ThirdParty[];
  readonly components: readonly ComponentSighting[];
  readonly unresolved: readonly Unresolved[];
  readonly warnings: readonly EvidenceWarning[];
}

/** More operations than this are left out of the document; the inventory itself has them. */
export const operationsMax = 100_000;

const authLine = ({ authViews, disagreements }: OperationDetail): AuthLine => {
  const { declared, coded, observed, enforced } = authViews;
  return {
    ...demandOf({ authViews }),
    declared: declared.demand,
    coded: coded.demand,
    observed: observed.demand,
    enforced: enforced.demand,
    disagreements: disagreements.map(({ explanation }) => explanation),
  };
};

const operationOf = (operation: OperationDetail): DiscoveredOperation => ({
  id: operation.id,
  method: operation.method,
  path: operation.path,
  host: operation.host,
  service: operation.service,
  kind: operation.kind,
  sources: operation.evidence.map(({ source, file, line, pointer, url, framework }) => ({
    kind: source,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(url === undefined ? {} : { url }),
    framework,
  })),
  params: operation.parameters.map(({ name, in: where, type, required }) => ({
    name,
    in: where,
    type,
    required,
  })),
  auth: authLine(operation),
  lifecycle: operation.lifecycle,
  lifecycleProof: operation.lifecycleProof.text,
  framework: operation.framework,
  confidence: operation.confidence,
  purpose: operation.purpose,
  deprecated: operation.deprecated,
  dataClasses: operation.dataClasses.map(({ id }) => id),
  count: operation.count,
  advice: operation.advice.map(({ text }) => text),
  owner: operation.ownership,
  exposure: { level: operation.exposureView.level, explanation: operation.exposureView.explanation },
  risk: { score: operation.risk, parts: operation.riskParts },
  controls: operation.controls,
});

/** Makes the document. */
export const discoverDocument = ({ run, captures, evidence, inventory }: Discovery): DiscoverDocument => {
  const { actors, unrouted } = inventory.totals();
  const operations = [...allOperations(inventory, operationsMax)].map(operationOf);
  return {
    version: 1,
    run: { id: run.id, at: new Date(run.atMs).toISOString(), sources: run.roots },
    covers: evidence.covers,
    files: captures.files,
    read: captures.read,
    used: captures.used,
    skipped: captures.skipped,
    actors,
    unrouted,
    operations,
    outbound: evidence.outbound,
    thirdParties: inventory.thirdParties({ limit: 5_000 }).items,
    components: evidence.components,
    unresolved: evidence.unresolved,
    warnings: evidence.warnings,
  };
};
