/** Java. */
import type { Language } from '../language.ts';
import { javaResolver } from './imports.ts';
import { lowerJava } from './lower.ts';
import { mayMatterInJava } from './signs.ts';

export const java: Language = {
  id: 'java',
  title: 'Java',
  endings: { '.java': 'java' },
  lower: (root) => lowerJava(root),
  resolver: (files) => javaResolver(files),
  mayMatter: (text) => mayMatterInJava(text),
};
