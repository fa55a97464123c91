/** All languages that are read. To add one, add its line. */
import type { Language } from './language.ts';

/** The list. */
export const languages: readonly Language[] = [];
