import type { OperationSummary } from '../../api/types.ts';
import { capital } from '../../words/words.ts';

/** Operations that are about the same thing. */
export interface Resource {
  readonly title: string;
  readonly operations: readonly OperationSummary[];
  readonly count: number;
}

const versionOf = (path: string): number | null => {
  const found = /^(?:\/api)?\/v(\d{1,3})(?:\/|$)/.exec(path);
  return found === null ? null : Number(found[1]);
};

/** What a path is about: its first word that is no version and no `api`. */
function subject(operation: OperationSummary): string {
  if (operation.kind === 'graphql') return 'GraphQL';
  const words = operation.path
    .split('/')
    .filter((word) => word !== '' && word !== 'api' && !/^v\d{1,3}$/.test(word) && !word.startsWith('{'));
  const first = words[0] ?? '';
  if (operation.kind === 'grpc') return first.split('.').at(-1) ?? first;
  return first === '' ? 'Root' : capital(first.replaceAll(/[-_]/g, ' '));
}

/** Groups operations by resource, the busiest first; those of an older version stand together at the end. */
export function resourcesOf(operations: readonly OperationSummary[]): readonly Resource[] {
  const newest = Math.max(0, ...operations.map(({ path }) => versionOf(path) ?? 0));
  const byTitle = new Map<string, OperationSummary[]>();
  for (const operation of operations) {
    const version = versionOf(operation.path);
    const title = version !== null && version < newest ? `Older, /v${version}` : subject(operation);
    byTitle.set(title, [...(byTitle.get(title) ?? []), operation]);
  }
  return [...byTitle]
    .map(
      ([title, list]): Resource => ({
        title,
        operations: list.toSorted(byPath),
        count: list.reduce((sum, one) => sum + one.count, 0),
      }),
    )
    .sort(
      (a, b) =>
        Number(a.title.startsWith('Older')) - Number(b.title.startsWith('Older')) || b.count - a.count,
    );
}

const verbs = ['QUERY', 'MUTATION', 'SUBSCRIPTION', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const byPath = (a: OperationSummary, b: OperationSummary): number =>
  a.path.localeCompare(b.path) || verbs.indexOf(a.method) - verbs.indexOf(b.method);
