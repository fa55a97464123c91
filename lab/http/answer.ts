import type { ServerResponse } from 'node:http';

/** What a handler answers: bytes, text or a stream that it writes itself. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  /** Takes over the response after its head is written. */
  readonly stream?: (response: ServerResponse) => void;
};

export const json = (
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const noContent = (): Answer => ({ status: 204, headers: {}, body: null });

export const bytes = (
  body: string | Uint8Array,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status: 200, headers: { 'content-type': type, ...headers }, body });

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

export const problem = (
  status: number,
  title: string,
  more: { readonly detail?: string; readonly reference?: string } = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status, ...more }),
});

/** Answers the value, or 404 when there is none. */
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
