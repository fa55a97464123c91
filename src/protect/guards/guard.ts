/**
 * A guard judges a request before it goes on, and again while its body streams, if it asks for that. It sees a view and its options,
 * has no side effects, and knows no other guard. Its examples are its tests.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../../model/errors.ts';

/** What a guard may look at. */
export interface GuardView {
  readonly method: string;
  readonly host: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Flat names and values as received. */
  readonly requestHeaders: readonly string[];
  /** Content-Length, when the request has one. */
  readonly declaredBytes: number | null;
  /** Bytes of the body that have come so far. */
  readonly bodyBytes: number;
}

/** Why a request should not go on. */
export interface Objection {
  readonly code: ErrorCode;
  /** In words: which value, which bound. Never a secret. */
  readonly reason: string;
  /** Fields of the refusal: flat names and values. */
  readonly headers?: readonly string[];
}

export interface GuardExample<Options> {
  readonly title: string;
  readonly view: Partial<GuardView>;
  readonly options?: Partial<Options>;
}

export interface Guard<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly title: string;
  readonly options: Schema;
  /** `body`: judged again with each piece of the body. */
  readonly phases: readonly ('header' | 'body')[];
  judge(view: GuardView, options: z.output<Schema>): Objection | null;
  readonly examples: {
    readonly hits: readonly GuardExample<z.output<Schema>>[];
    readonly misses: readonly GuardExample<z.output<Schema>>[];
  };
}

/** Gives a guard its types. */
export const defineGuard = <Schema extends z.ZodType>(guard: Guard<Schema>): Guard<Schema> => guard;
