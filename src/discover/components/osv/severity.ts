/** How bad an advisory is: the base score of a CVSS 3 vector (first.org/cvss/v3.1/specification-document), else the words of the database. */
import type { ComponentVulnerability } from '../../../model/sighting.ts';

type Level = ComponentVulnerability['level'];

const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
const privileges: Readonly<Record<string, readonly [unchanged: number, changed: number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
};

/** CVSS 3.1, appendix A: up to the next tenth, in whole numbers. */
const roundUp = (score: number): number => {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
};

/**
 * Base score of a CVSS 3.0 or 3.1 vector, 0..10; null when it is none.
 *
 * @example
 * baseScore('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'); // 9.8
 */
export const baseScore = (vector: string): number | null => {
  if (!vector.startsWith('CVSS:3.') || vector.length > 300) return null;
  const told = new Map(
    vector.split('/').map((pair): readonly [string, string] => {
      const [name = '', value = ''] = pair.split(':');
      return [name, value];
    }),
  );
  const weight = (name: string): number => weights[name]?.[told.get(name) ?? ''] ?? Number.NaN;
  const isChanged = told.get('S') === 'C';
  const privilege = privileges[told.get('PR') ?? '']?.[isChanged ? 1 : 0] ?? Number.NaN;
  const base = 1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A'));
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const exploitability = 8.22 * weight('AV') * weight('AC') * privilege * weight('UI');
  if (Number.isNaN(impact + exploitability)) return null;
  if (impact <= 0) return 0;
  return roundUp(Math.min(10, (isChanged ? 1.08 : 1) * (impact + exploitability)));
};

const levelOfScore = (score: number): Level =>
  score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';

const words: Readonly<Record<string, Level>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  moderate: 'medium',
  medium: 'medium',
  low: 'low',
  negligible: 'low',
};

/** Level by the worst vector, else by the database's word. */
export const levelOf = (severity: readonly { readonly score: string }[], word: string | null): Level => {
  const scores = severity.flatMap(({ score }) => baseScore(score) ?? []);
  if (scores.length > 0) return levelOfScore(Math.max(...scores));
  return words[word?.toLowerCase() ?? ''] ?? null;
};
