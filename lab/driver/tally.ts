/**
 * What a drive has done so far.
 *
 * `sent` counts the exchanges whose response arrived completely, one for each WebSocket that was open and has
 * closed, and one for each event stream that has ended; `failed` counts those that got no complete response.
 * `byStatus` and `byOperation` split `sent`: by HTTP status (`101` for a WebSocket), and by operation in the spelling
 * of `lab/operations.json` (`GET /patients/{id}`), or `(unrouted)` for paths that no operation answers.
 */
export interface DriveProgress {
  readonly sent: number;
  readonly failed: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byOperation: Readonly<Record<string, number>>;
}

/** The totals of a finished drive. */
export type DriveSummary = DriveProgress;

/** The name in `byOperation` for requests that belong to no operation. */
export const unrouted = '(unrouted)';

export interface Tally {
  readonly answered: (operation: string, status: number) => void;
  readonly failed: () => void;
  readonly read: () => DriveProgress;
}

export function createTally(): Tally {
  const byStatus = new Map<string, number>();
  const byOperation = new Map<string, number>();
  let sent = 0;
  let failed = 0;
  return {
    answered: (operation, status) => {
      sent += 1;
      byStatus.set(String(status), (byStatus.get(String(status)) ?? 0) + 1);
      byOperation.set(operation, (byOperation.get(operation) ?? 0) + 1);
    },
    failed: () => {
      failed += 1;
    },
    read: () => ({
      sent,
      failed,
      byStatus: inOrder(byStatus),
      byOperation: inOrder(byOperation),
    }),
  };
}

function inOrder(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
