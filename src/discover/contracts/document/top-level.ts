/** Keys that are looked at before a text is given up. */
const keysMax = 20_000;

/** Position behind a JSON string that begins at `at`. */
const behindString = (text: string, at: number): number => {
  for (let end = at + 1; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 92) end += 1;
    else if (code === 34) return end + 1;
  }
  return text.length;
};

/** Outermost names of a JSON object, each with the text of a simple value; the text may break off. */
const jsonMembers = (text: string, start: number): ReadonlyMap<string, string> => {
  const members = new Map<string, string>();
  let depth = 0;
  for (let at = start; at < text.length && members.size < keysMax; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = behindString(text, at);
      if (depth === 1) {
        const name = text.slice(at + 1, Math.min(end - 1, at + 200));
        const value = /^\s{0,40}:\s{0,40}("?)([^",{}[\]\s]{0,80})\1/.exec(text.slice(end, end + 200));
        if (value !== null && !members.has(name)) members.set(name, value[2] ?? '');
      }
      at = end - 1;
    } else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) {
      depth -= 1;
      if (depth === 0) break;
    }
  }
  return members;
};

/** Outermost names of a YAML mapping: those that begin a line. */
const yamlMembers = (text: string): ReadonlyMap<string, string> => {
  const members = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /^\uFEFF?["']?([A-Za-z][\w$-]{0,80})["']?[ \t]{0,20}:(?:[ \t]{1,20}["']?([^"'#\s]{0,80})|[ \t]{0,20}$)/gm,
  )) {
    if (!members.has(name)) members.set(name, value);
    if (members.size >= keysMax) break;
  }
  return members;
};

/**
 * Outermost names of a JSON or YAML text, each with its value where that is a simple one. It does not read the document: it is cheap, and
 * works for the beginning of one.
 */
export const topLevelMembers = (text: string): ReadonlyMap<string, string> => {
  const start = /^\uFEFF?\s{0,1000}/.exec(text)?.[0].length ?? 0;
  const isJson = text[start] === '{' && !text.startsWith('{{', start);
  return isJson ? jsonMembers(text, start) : yamlMembers(text);
};
