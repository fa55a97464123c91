/** Examples of chi. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const chiExamples: readonly FrameworkExample[] = [];
