/** Macros around items: `derived! { pub struct User { ... } }`. What is inside is read as if it stood there by itself. */

const opener = /^[a-z_]\w*(?:::[a-z_]\w*)*![ \t]*[({]/gm;

/** Attributes, comments and then an item whose form is Rust's own; `bitflags! { struct Flags: u32 { ... } }` is not. */
const firstItem = /^\s*(?:pub(?:\([a-z]+\))?\s+)?(?:struct|enum)\s+[A-Z]\w*\s*[<{(;]/;

const bodyCharactersMax = 200_000;

/**
 * Blanks the macros that stand around whole structs and enums; all characters that are left keep their places.
 *
 * @example
 * withoutItemMacros('derived!(\npub struct A { b: u8 }\n);') // '         \npub struct A { b: u8 }\n  '
 */
export function withoutItemMacros(text: string): string {
  if (!text.includes('struct ')) return text;
  const kept: string[] = [];
  let done = 0;
  for (const { 0: head, index } of text.matchAll(opener)) {
    if (index < done || head.startsWith('macro_rules')) continue;
    const from = index + head.length;
    const body = bodyOf(text, from);
    if (body === null || !firstItem.test(text.slice(body.firstAt, body.firstAt + 300))) continue;
    const after = text.charAt(body.end + 1) === ';' ? body.end + 2 : body.end + 1;
    kept.push(text.slice(done, index), blank(head), text.slice(from, body.lastItemEnd));
    kept.push(blank(text.slice(body.lastItemEnd, after)));
    done = after;
  }
  return done === 0 ? text : [...kept, text.slice(done)].join('');
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

interface Body {
  /** Where the first thing that is neither comment nor attribute is. */
  readonly firstAt: number;
  /** After the last brace of an item. */
  readonly lastItemEnd: number;
  /** Of the bracket that closes. */
  readonly end: number;
}

/** Goes to the bracket that closes; texts and comments are stepped over. */
function bodyOf(text: string, from: number): Body | null {
  let depth = 0;
  let firstAt = -1;
  let lastItemEnd = -1;
  const stop = Math.min(text.length, from + bodyCharactersMax);
  for (let at = from; at < stop; at += 1) {
    const sign = text.charAt(at);
    if (sign === '/' && text.charAt(at + 1) === '/') {
      const line = text.indexOf('\n', at);
      if (line < 0) return null;
      at = line;
    } else if (sign === '"') {
      at += 1;
      while (at < stop && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
    } else if (sign === '(' || sign === '{' || sign === '[') depth += 1;
    else if (sign === ')' || sign === '}' || sign === ']') {
      if (depth === 0) return lastItemEnd < 0 || firstAt < 0 ? null : { firstAt, lastItemEnd, end: at };
      depth -= 1;
      if (depth === 0 && sign === '}') lastItemEnd = at + 1;
    } else if (depth === 0 && firstAt < 0 && /[a-z]/.test(sign)) firstAt = at;
  }
  return null;
}
