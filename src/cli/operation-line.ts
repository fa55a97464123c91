/** One operation in the documents that commands print with `--json`. */
import type { OperationSummary } from '../model/operation.ts';

/** What `demo --json` and `discover --json` say of an operation. */
export interface OperationLine {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly count: number;
  /** Credentials seen; `none` when calls without one were answered with success. */
  readonly auth: readonly string[];
  readonly dataClasses: readonly string[];
}

/** The line of an operation. */
export const operationLine = ({
  method,
  path,
  host,
  count,
  auth,
  dataClasses,
}: OperationSummary): OperationLine => ({
  method,
  path,
  host,
  count,
  auth,
  dataClasses: dataClasses.map(({ id }) => id),
});
