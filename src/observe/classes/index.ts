/** All data classes, in order. */
import type { DataClass } from './data-class.ts';
import email from './email.ts';

/** The classes that values are judged by. */
export const dataClasses: readonly DataClass[] = [email];
