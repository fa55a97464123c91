import type { MapView, OperationSummary } from '../../api/types.ts';
import type { Gravity } from '../../marks/Sign.tsx';
import { count, duration, plural, share } from '../../words/numbers.ts';

/** One thing that the light shows. */
export interface Insight {
  readonly gravity: Gravity;
  readonly title: string;
  readonly text: string;
  /** The operation it is about. */
  readonly operation?: OperationSummary;
}

/** What the sensitive classes are told by. */
export type Sensitive = (dataClass: string) => boolean;

const slowUs = 1_000_000;
const failingShare = 0.05;
const newest = 3;

const carries = (operation: OperationSummary, sensitive: Sensitive): readonly string[] =>
  operation.dataClasses.filter((one) => one.in.includes('response') && sensitive(one.id)).map(({ id }) => id);

/** Who signs in has no credential yet: that such a call is answered is no finding. */
const isSignIn = (operation: OperationSummary): boolean =>
  operation.dataClasses.some((one) => one.id === 'password' && one.in.includes('request'));

/** Answers with sensitive data that anybody gets. */
const isOpen = (operation: OperationSummary, sensitive: Sensitive): boolean =>
  operation.anonymousSuccesses > 0 && !isSignIn(operation) && carries(operation, sensitive).length > 0;

/** How grave the gravest thing about an operation is, as far as traffic tells. */
export function gravityOf(operation: OperationSummary, sensitive: Sensitive): Gravity | null {
  if (isOpen(operation, sensitive)) return 'high';
  if (operation.count > 20 && operation.serverErrors / operation.count > failingShare) return 'medium';
  if (operation.auth.includes('api-key-query')) return 'low';
  return null;
}

/** What is worth a look, the gravest first; each with the figures it stands on. */
export function insightsOf(
  view: MapView,
  sensitive: Sensitive,
  title: (dataClass: string) => string,
): readonly Insight[] {
  const found: Insight[] = [];
  for (const operation of view.operations) {
    if (isOpen(operation, sensitive)) {
      const data = carries(operation, sensitive);
      found.push({
        gravity: 'high',
        title: `Open to anyone: ${data.slice(0, 2).map(title).join(' and ')}`,
        text: `${count(operation.anonymousSuccesses)} of ${count(operation.count)} answers were given without a credential.`,
        operation,
      });
    }
  }
  for (const operation of view.operations) {
    if (operation.count <= 20) continue;
    if (operation.serverErrors / operation.count > failingShare) {
      found.push({
        gravity: 'medium',
        title: 'An operation fails often',
        text: `${share(operation.serverErrors, operation.count)} of ${count(operation.count)} answers were 5xx.`,
        operation,
      });
    } else if (operation.p95Us > slowUs) {
      found.push({
        gravity: 'low',
        title: 'An operation is slow',
        text: `5 of 100 answers take longer than ${duration(operation.p95Us)}.`,
        operation,
      });
    }
    if (operation.auth.includes('api-key-query')) {
      found.push({
        gravity: 'low',
        title: 'A key travels in the URL',
        text: 'URLs end up in logs and histories, and the key with them.',
        operation,
      });
    }
  }
  const { totals } = view;
  if (totals.blocked > 0) {
    found.push({
      gravity: 'info',
      title: `${count(totals.blocked)} requests were blocked`,
      text: `${share(totals.blocked, totals.exchanges)} of all exchanges stopped at the gateway.`,
    });
  }
  if (totals.flagged > 0) {
    found.push({
      gravity: 'info',
      title: `${count(totals.flagged)} requests were flagged`,
      text: 'A guard that only observes would have refused them.',
    });
  }
  if (totals.unrouted > 0) {
    found.push({
      gravity: 'info',
      title: `${plural(totals.unrouted, 'path')} led nowhere`,
      text: 'They only ever got 404; they are kept apart and are no operations.',
    });
  }
  if (totals.shed > 0) {
    found.push({
      gravity: 'medium',
      title: `${plural(totals.shed, 'record')} given up`,
      text: 'The traffic itself went through; these exchanges are not in the counts.',
    });
  }
  const rank: readonly Gravity[] = ['critical', 'high', 'medium', 'low', 'info'];
  const kept = new Map<string, number>();
  return found
    .sort(
      (a, b) =>
        rank.indexOf(a.gravity) - rank.indexOf(b.gravity) ||
        (b.operation?.count ?? 0) - (a.operation?.count ?? 0),
    )
    .filter((one) => {
      // At most a few of the same kind, so that one kind does not hide the others.
      const kind = one.operation === undefined ? one.title : one.gravity + one.title.slice(0, 12);
      kept.set(kind, (kept.get(kind) ?? 0) + 1);
      return (kept.get(kind) ?? 0) <= newest;
    })
    .slice(0, 7);
}
