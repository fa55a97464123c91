/** A risk score from 0 to 100 that is the sum of parts, each with its points and its words. */
import type {
  AuthDisagreement,
  ExposureView,
  Lifecycle,
  OperationControls,
  RiskPart,
} from '../../model/operation.ts';
import type { CarriedData } from './carried-data.ts';
import { changesThings } from './controls.ts';
import type { WeakComponent } from './weaknesses.ts';

/** What the score is made of. */
export interface RiskFacts {
  readonly exposure: ExposureView;
  readonly data: CarriedData;
  readonly disagreements: readonly AuthDisagreement[];
  readonly lifecycle: Lifecycle;
  readonly controls: OperationControls;
  readonly weak: readonly WeakComponent[];
  readonly method: string;
  readonly count: number;
}

/** Most points of each part; together 100. */
const most = {
  exposure: 20,
  data: 25,
  authentication: 15,
  lifecycle: 10,
  controls: 15,
  vulnerabilities: 10,
  use: 5,
} as const satisfies Record<RiskPart['part'], number>;

const part = (name: RiskPart['part'], points: number, explanation: string): RiskPart => ({
  part: name,
  points: Math.max(0, Math.min(most[name], Math.round(points))),
  pointsMax: most[name],
  explanation,
});

const exposurePoints = { public: 20, partner: 14, unknown: 10, internal: 4 };
const dataPoints = { restricted: 25, personal: 17, internal: 4, public: 0 };
const disagreementPoints = { high: 15, medium: 8, low: 3 };
const lifecyclePoints: Readonly<Record<Lifecycle, readonly [points: number, words: string]>> = {
  zombie: [10, 'it should be gone, and is still called'],
  shadow: [9, 'no contract has it'],
  dormant: [5, 'nobody called it lately'],
  unreachable: [1, 'nothing mounts it'],
  orphan: [2, 'nothing serves it'],
  documented: [0, 'a contract has it'],
  live: [3, 'it is called; no contract was given'],
  known: [3, 'it is told of; neither contract nor calls were given'],
};
const missingPoints = { high: 10, medium: 5, low: 2 };
const levelPoints = { critical: 10, high: 7, medium: 4, low: 2 };

function ofData({ classes, sensitivity, byNames }: CarriedData): RiskPart {
  if (classes.length === 0) return part('data', 0, 'no data of a known class');
  const named = classes.slice(0, 4).join(', ');
  const points = dataPoints[sensitivity];
  return byNames
    ? part('data', points * 0.6, `names suggest ${sensitivity} data: ${named}`)
    : part('data', points, `${sensitivity} data: ${named}`);
}

function ofControls({ missing, required }: OperationControls): RiskPart {
  const sum = missing.reduce(
    (all, one) => all + missingPoints[one.severity] * (one.certainty === 'absent' ? 1 : 0.25),
    0,
  );
  const names = missing.filter((one) => one.certainty === 'absent').map((one) => one.control);
  const others = missing.length - names.length;
  const words =
    missing.length === 0
      ? `all ${required.length} controls that the policy asks for are there`
      : [
          ...(names.length > 0 ? [`absent: ${names.join(', ')}`] : []),
          ...(others > 0 ? [`${others} not shown`] : []),
        ].join('; ');
  return part('controls', sum, words);
}

function ofVulnerabilities(weak: readonly WeakComponent[]): RiskPart {
  const all = weak.flatMap(({ name, version, vulnerabilities }) =>
    vulnerabilities.map((one) => ({
      name: `${name} ${version ?? ''}`.trim(),
      id: one.id,
      points: one.level === null ? 3 : levelPoints[one.level],
    })),
  );
  const [worst] = all.toSorted((a, b) => b.points - a.points);
  if (worst === undefined) return part('vulnerabilities', 0, 'no known vulnerability of its components');
  const more = all.length === 1 ? '' : ` and ${all.length - 1} more`;
  return part('vulnerabilities', worst.points, `${worst.id} in ${worst.name}${more}`);
}

/** The parts of a score; what nothing mounts cannot be reached, and counts a quarter. */
export function riskPartsOf(given: RiskFacts): readonly RiskPart[] {
  const [worst] = given.disagreements;
  const [lifecycle, words] = lifecyclePoints[given.lifecycle];
  const writes = changesThings(given.method);
  const used = given.count === 0 ? 0 : Math.min(3, 1 + Math.log10(given.count) / 2);
  const parts = [
    part(
      'exposure',
      exposurePoints[given.exposure.level],
      `${given.exposure.level}: ${given.exposure.explanation}`,
    ),
    ofData(given.data),
    part(
      'authentication',
      worst === undefined
        ? 0
        : disagreementPoints[worst.severity] + Math.min(3, given.disagreements.length - 1),
      worst?.explanation ?? 'nothing disagrees about credentials',
    ),
    part('lifecycle', lifecycle, words),
    ofControls(given.controls),
    ofVulnerabilities(given.weak),
    part(
      'use',
      used + (writes ? 2 : 0),
      `${given.count} ${given.count === 1 ? 'call' : 'calls'}${writes ? ', changes things' : ''}`,
    ),
  ];
  if (given.lifecycle !== 'unreachable' && given.lifecycle !== 'orphan') return parts;
  return parts.map((one) => ({
    ...one,
    points: Math.round(one.points / 4),
    explanation: `${one.explanation} (a quarter: ${given.lifecycle === 'orphan' ? 'nothing serves it' : 'nothing mounts it'})`,
  }));
}

/** The score. */
export const riskOf = (parts: readonly RiskPart[]): number =>
  Math.min(
    100,
    parts.reduce((sum, { points }) => sum + points, 0),
  );
