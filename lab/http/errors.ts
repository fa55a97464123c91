import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { Refusal, sendProblem } from './answer.ts';
import { platformOf } from './guards.ts';

/** The status of an error that the framework itself raised over a request (a body, a path), if it is one. */
const statusOf = (error: Error): number | undefined => {
  const status: unknown = 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

const refusalOf = (error: Error): Refusal | undefined => {
  if (error instanceof Refusal) return error;
  const status = statusOf(error);
  if (status === undefined) return undefined;
  if (status === 413) return new Refusal(413, 'The body is too large');
  return new Refusal(status, error instanceof SyntaxError ? 'The body is not JSON' : 'The request is broken');
};

/** The last handler: there is nothing at this path. */
export const notFound = (_req: Request, res: Response): void => {
  sendProblem(res, 404, 'There is nothing here');
};

/** Answers whatever went wrong. */
export const answerError = (thrown: unknown, req: Request, res: Response, _next: NextFunction): void => {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const refusal = refusalOf(error);
  if (refusal) {
    const { status, message, detail } = refusal;
    // What is too large is not read to its end either.
    if (status === 413) res.set('connection', 'close');
    sendProblem(res, status, message, detail === undefined ? {} : { detail });
    return;
  }
  const shown = platformOf(req).rules['verbose-errors'](error, `${req.method} ${req.path}`);
  sendProblem(res, shown.status, shown.title, {
    ...(shown.detail === undefined ? {} : { detail: shown.detail }),
    reference: randomBytes(4).toString('hex'),
  });
};
