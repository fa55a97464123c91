/** Examples of fiber. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const fiberExamples: readonly FrameworkExample[] = [];
