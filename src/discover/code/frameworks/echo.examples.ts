/** Examples of echo. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const echoExamples: readonly FrameworkExample[] = [];
