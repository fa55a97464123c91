/** Parsers: one WebAssembly grammar a name, loaded when it is first needed, cancelled when a file takes too long. */
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { readSyntax, type Syntax } from './syntax.ts';

/** Reads texts with grammars. One for each thread. */
export interface Grammars extends Disposable {
  /**
   * Parses a text; null when it took longer than `timeoutMs`.
   *
   * @throws when there is no such grammar
   */
  parse(text: string, grammar: string, timeoutMs: number): Promise<Syntax | null>;
}

/**
 * Opens the parser.
 *
 * @example
 * using grammars = await openGrammars();
 * const syntax = await grammars.parse('const a = 1', 'javascript', 1000);
 */
export async function openGrammars(): Promise<Grammars> {
  const require = createRequire(import.meta.url);
  await Parser.init({ locateFile: () => require.resolve('web-tree-sitter/web-tree-sitter.wasm') });
  const languages = new Map<string, Promise<Language>>();
  const parser = new Parser();
  const languageOf = (grammar: string): Promise<Language> => {
    let language = languages.get(grammar);
    if (language === undefined) {
      language = Language.load(require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`));
      languages.set(grammar, language);
    }
    return language;
  };
  return {
    async parse(text, grammar, timeoutMs) {
      parser.setLanguage(await languageOf(grammar));
      const end = performance.now() + timeoutMs;
      const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
      if (tree === null) {
        parser.reset();
        return null;
      }
      try {
        return readSyntax(tree, text);
      } finally {
        tree.delete();
      }
    },
    [Symbol.dispose]: () => parser.delete(),
  };
}
