/** Libraries and built-ins of the languages that shape values. To add one, add its line. */
import type { Library } from './frameworks/framework.ts';

/** The list. */
export const libraries: readonly Library[] = [];
