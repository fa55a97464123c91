/** Rust. */
import type { Language } from '../language.ts';
import { rustImports } from './imports.ts';
import { withoutItemMacros } from './item-macros.ts';
import { lowerRust } from './lower.ts';

/** Libraries that routes are made with, and words that their routers have. */
const signs: readonly string[] = [
  'axum',
  'actix',
  'rocket',
  'warp',
  'fn main',
  'ServiceConfig',
  '.route(',
  'routes![',
  'Router',
];

/** Rust. */
export const rust: Language = {
  id: 'rust',
  title: 'Rust',
  endings: { '.rs': 'rust' },
  prepare: withoutItemMacros,
  lower: lowerRust,
  resolver: rustImports,
  mayMatter: (text) => signs.some((sign) => text.includes(sign)),
};
