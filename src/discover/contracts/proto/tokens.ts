/** One token of a proto file. */
export interface ProtoToken {
  readonly text: string;
  readonly kind: 'word' | 'string' | 'sign';
  readonly line: number;
  /** The comment that stands directly before it. */
  readonly comment: string | null;
}

/** Tokens of one file. */
const tokensMax = 4_000_000;

/** Blanks, comments, names and numbers, texts, signs; each part linear. */
const pattern =
  /(\s+)|\/\/([^\n]*)|\/\*([^]*?)(?:\*\/|$)|([\w.+-]*\w)|"((?:[^"\\\n]|\\.)*)"?|'((?:[^'\\\n]|\\.)*)'?|([^])/g;

const newlines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

/** Splits the text of a proto file (protobuf.dev, language specification) into tokens with their lines and comments. */
export const protoTokens = (text: string): readonly ProtoToken[] => {
  const tokens: ProtoToken[] = [];
  let line = 1;
  let comments: string[] = [];
  let lastTokenLine = 0;
  for (const [whole, blank, lineComment, blockComment, word, double, single, sign] of text.matchAll(
    pattern,
  )) {
    if (tokens.length >= tokensMax) break;
    if (blank !== undefined) {
      const lines = newlines(blank);
      // An empty line parts a comment from what follows.
      if (lines > 1) comments = [];
      line += lines;
    } else if (lineComment !== undefined) {
      // What stands behind code on its line says nothing of the next.
      if (line !== lastTokenLine) comments.push(lineComment.replace(/^\/?\s?/, ''));
    } else if (blockComment !== undefined) {
      if (line !== lastTokenLine)
        comments.push(blockComment.replace(/^\*+/, '').replace(/\n\s*\*(?=\s)/g, '\n'));
      line += newlines(whole);
    } else {
      const value = word ?? double ?? single ?? sign ?? '';
      const kind = word !== undefined ? 'word' : sign === undefined ? 'string' : 'sign';
      const comment = comments.join('\n').trim();
      tokens.push({ text: value, kind, line, comment: comment === '' ? null : comment });
      comments = [];
      lastTokenLine = line;
    }
  }
  return tokens;
};
