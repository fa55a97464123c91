/** Examples of go-net-http. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const netHttpExamples: readonly FrameworkExample[] = [];
