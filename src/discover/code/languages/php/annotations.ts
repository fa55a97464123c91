/** Annotations in documentation comments: `@Route("/x", name="x", methods={"GET"})`. */
import type { Arg, Decorator, Expr, MapEntry } from '../../ir.ts';
import { className, nothing, type PhpFile } from './context.ts';

const annotationsMax = 30;
const depthMax = 12;

/** Words of documentation that are no annotations. */
const plain =
  /^(?:param|return|returns|throws|var|see|since|deprecated|author|link|property|method|package|template|extends|implements|internal|todo|inheritdoc|phpstan|psalm|api|covers|dataProvider|group|test|mixin|example|license|copyright|version|uses|ignore|codeCoverageIgnore|noinspection|SuppressWarnings)/i;

/** Annotations of a comment that starts at a line. Bounded. */
export function annotationsOf(block: string, line: number, file: PhpFile): readonly Decorator[] {
  const found: Decorator[] = [];
  for (const match of block.matchAll(/(?:^|\n)[ \t]*\*?[ \t]*@(\\?[A-Za-z_][\w\\]*)[ \t]*(\()?/g)) {
    const [whole, name = '', open] = match;
    if (found.length >= annotationsMax) break;
    if (plain.test(name)) continue;
    const at = match.index + whole.length;
    const text = block.slice(at, at + 4_000).replaceAll(/\n[ \t]*\*/g, '\n');
    const reader = new Reader(text, line + newlines(block.slice(0, match.index + 1)), file);
    found.push({
      name: { t: 'name', v: className(name, file) },
      args: open === undefined ? [] : reader.args(')', 0),
      line: reader.line,
      called: open !== undefined,
    });
  }
  return found;
}

const newlines = (text: string): number => text.split('\n').length - 1;

class Reader {
  readonly line: number;
  readonly #text: string;
  readonly #file: PhpFile;
  #at = 0;

  constructor(text: string, line: number, file: PhpFile) {
    this.#text = text;
    this.line = line;
    this.#file = file;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  #space(): void {
    this.#match(/[\s,]*/y);
  }

  /** Arguments up to the closing sign. */
  args(end: string, depth: number): Arg[] {
    const args: Arg[] = [];
    for (let count = 0; count < 100; count += 1) {
      this.#space();
      if (this.#at >= this.#text.length) break;
      if (this.#text.charAt(this.#at) === end) {
        this.#at += 1;
        break;
      }
      const name = this.#match(/([A-Za-z_]\w*)\s*=(?!>)\s*/y)?.[1];
      const value = this.#value(depth + 1);
      if (value === null) break;
      args.push({ ...(name === undefined ? {} : { name }), value });
    }
    return args;
  }

  #value(depth: number): Expr | null {
    if (depth > depthMax) return null;
    const text = this.#match(/"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.)*)'/y);
    if (text !== null)
      return { t: 'str', v: (text[1] ?? text[2] ?? '').replaceAll('""', '"'), line: this.line };
    const number = this.#match(/-?\d+(?:\.\d+)?/y);
    if (number !== null) return { t: 'num', v: Number(number[0]) };
    if (this.#match(/\{/y) !== null) return this.#braces(depth);
    const inner = this.#match(/@(\\?[A-Za-z_][\w\\]*)\s*(\()?/y);
    if (inner !== null)
      return {
        t: 'call',
        fn: { t: 'name', v: className(inner[1] ?? '', this.#file) },
        args: inner[2] === undefined ? [] : this.args(')', depth),
        line: this.line,
      };
    const word = this.#match(/(\\?[A-Za-z_][\w\\]*)(?:::(\w+))?/y);
    if (word === null) return null;
    const [, name = '', constant] = word;
    if (constant !== undefined) {
      const cls: Expr = { t: 'name', v: className(name, this.#file) };
      return constant === 'class' ? cls : { t: 'member', of: cls, name: constant };
    }
    if (/^true$/i.test(name)) return { t: 'const', v: true };
    if (/^(?:false|null)$/i.test(name)) return { t: 'const', v: /^false$/i.test(name) ? false : null };
    return nothing;
  }

  /** `{"a", "b"}` or `{"a"="b", "c": "d"}` */
  #braces(depth: number): Expr {
    const items: Expr[] = [];
    const entries: MapEntry[] = [];
    for (let count = 0; count < 200; count += 1) {
      this.#space();
      if (this.#match(/\}/y) !== null || this.#at >= this.#text.length) break;
      const key = this.#match(/([A-Za-z_]\w*)\s*[=:](?!:)\s*/y)?.[1];
      const value = this.#value(depth + 1);
      if (value === null) break;
      if (key !== undefined)
        entries.push({ key: { t: 'str', v: key, line: this.line }, value, line: this.line });
      else if (this.#match(/\s*[=:](?!:)\s*/y) !== null)
        entries.push({ key: value, value: this.#value(depth + 1) ?? nothing, line: this.line });
      else items.push(value);
    }
    return entries.length > 0 ? { t: 'map', entries, line: this.line } : { t: 'list', items };
  }
}
