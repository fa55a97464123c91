/** RFC 9457 problem details as the control API sends them. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly mend?: string;
  readonly requestId?: string;
}

/** The API answered with a problem, or (status 0) did not answer at all. */
export class ApiError extends Error {
  readonly problem: Problem;
  /** What was asked, for example `GET /api/v1/operations`. */
  readonly asked: string;
  override readonly name = 'ApiError';

  constructor(problem: Problem, asked: string) {
    super(problem.title);
    this.problem = problem;
    this.asked = asked;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads a failed response; an answer that is no problem document is still described. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const fields = isRecord(body) ? body : {};
  const detail = text(fields['detail']);
  const mend = text(fields['mend']);
  const requestId = text(fields['requestId']);
  return {
    title: text(fields['title']) ?? `The hub answered ${response.status}.`,
    status: response.status,
    code: text(fields['code']) ?? `http-${response.status}`,
    ...(detail === undefined ? {} : { detail }),
    ...(mend === undefined ? {} : { mend }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The problem of a hub that did not answer. */
export const unreachable: Problem = {
  title: 'The hub does not answer',
  status: 0,
  code: 'no-connection',
  mend: 'Check that Heliostat still runs on this machine.',
};
