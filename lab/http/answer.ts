import type { Response } from 'express';

/**
 * A request that is refused, as a problem document (RFC 9457).
 *
 * @example throw new Refusal(404, 'No such invoice')
 */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  constructor(status: number, title: string, detail?: string) {
    super(title);
    this.status = status;
    this.detail = detail;
  }
}

type More = { readonly detail?: string; readonly reference?: string };

/** The media type of problem documents (RFC 9457, 6.1). */
export const problemType = 'application/problem+json';

/** A problem document's text. */
export const problemText = (status: number, title: string, more: More = {}): string =>
  JSON.stringify({ type: 'about:blank', title, status, ...more });

/** Answers a problem document. */
export const sendProblem = (res: Response, status: number, title: string, more: More = {}): void => {
  // As bytes, so that no character set is added to the media type.
  res
    .status(status)
    .set('content-type', problemType)
    .send(Buffer.from(problemText(status, title, more)));
};

/** The value, or 404 when there is none. @throws Refusal 404 */
export const found = <Value>(value: Value | undefined | null, what: string): Value => {
  if (value === undefined || value === null) throw new Refusal(404, `No such ${what}`);
  return value;
};

/** What the caller may not see does not exist. @throws Refusal 404 */
export const requireFound = (allowed: boolean, what: string): void => {
  if (!allowed) throw new Refusal(404, `No such ${what}`);
};

/** @throws Refusal 403 */
export const requireAllowed = (allowed: boolean): void => {
  if (!allowed) throw new Refusal(403, 'Your role may not do this');
};
