/** One file: text to the small language. */
import type { EvidenceWarning } from '../../model/sighting.ts';
import type { Grammars } from './grammar.ts';
import type { Module } from './ir.ts';
import { languages } from './languages/index.ts';
import type { Language } from './languages/language.ts';

/** The language of a file by its ending, with the grammar; null when it is not read. */
export function languageOf(file: string): { readonly language: Language; readonly grammar: string } | null {
  const dot = file.lastIndexOf('.');
  if (dot < 0) return null;
  const ending = file.slice(dot).toLowerCase();
  for (const language of languages) {
    const grammar = Object.hasOwn(language.endings, ending) ? language.endings[ending] : undefined;
    if (grammar !== undefined) return { language, grammar };
  }
  return null;
}

/** A file that was lowered, or why it was not. */
export interface Lowered {
  readonly module: Module | null;
  readonly warning: EvidenceWarning | null;
}

/** Parses and lowers a text. Syntax errors are stepped over and told; a file that takes too long or breaks the lowering is left out and told. */
export async function lowerFile(
  file: string,
  text: string,
  grammars: Grammars,
  timeoutMs: number,
): Promise<Lowered> {
  const found = languageOf(file);
  if (found === null) return { module: null, warning: null };
  const { language, grammar } = found;
  const warn = (code: string, detail: string, line?: number): EvidenceWarning => ({
    code,
    detail,
    place: { file, ...(line === undefined ? {} : { line }) },
    count: 1,
  });
  let syntax = await grammars.parse(language.prepare?.(text) ?? text, grammar, timeoutMs);
  if (syntax !== null && syntax.errors.length > 0 && grammar === 'javascript') {
    // JavaScript with types (Flow) is nearly TypeScript.
    const typed = await grammars.parse(text, 'tsx', timeoutMs);
    if (typed !== null && typed.errors.length < syntax.errors.length) syntax = typed;
  }
  if (syntax === null)
    return { module: null, warning: warn('time-out', `parsing took longer than ${timeoutMs} ms`) };
  try {
    const lowered = language.lower(syntax.root, file);
    const [line] = syntax.errors;
    return {
      module: { ...lowered, file, language: language.id, errors: syntax.errors },
      warning:
        line !== undefined
          ? warn('syntax-error', 'the parser stepped over what it could not read', line)
          : syntax.cut
            ? warn('too-deep', 'nested deeper than is read')
            : null,
    };
  } catch (error) {
    return {
      module: null,
      warning: warn('lowering-failed', error instanceof Error ? error.message : 'unknown'),
    };
  }
}
