/** All languages that are read. To add one, add its line. */
import { go } from './go/index.ts';
import type { Language } from './language.ts';

/** The list. */
export const languages: readonly Language[] = [go];
