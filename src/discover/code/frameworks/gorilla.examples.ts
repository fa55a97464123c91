/** Examples of gorilla. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const gorillaExamples: readonly FrameworkExample[] = [];
