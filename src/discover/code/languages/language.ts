/** What a source language must bring: grammar, lowering, and how its imports find files. */
import type { LanguageId, Module } from '../ir.ts';
import type { SyntaxNode } from '../syntax.ts';

/** A language. */
export interface Language {
  readonly id: LanguageId;
  readonly title: string;
  /** File-name endings with the dot, lower case, to the grammar (name in `tree-sitter-NAME.wasm`) that reads them. */
  readonly endings: Readonly<Record<string, string>>;
  /** Makes a text easier for the grammar before it is parsed; every character that is left keeps its place. */
  prepare?(text: string): string;
  /** Lowers a file. Never throws on odd syntax: what it does not know becomes `other`. */
  lower(root: SyntaxNode, file: string): Omit<Module, 'errors' | 'file' | 'language'>;
  /**
   * Makes the finder of imports of a project. `files` are all files of the language (below the root, with `/`); `read` gives the text of
   * a small file of the project (a manifest such as `tsconfig.json`, `go.mod`), or null; `rootName` is what the root's own folder is called, ''
   * when that is not known: a package may be looked at from inside.
   */
  resolver(files: readonly string[], read: (file: string) => string | null, rootName: string): ImportResolver;
  /**
   * A prefilter on the text: may routes, mounts or what they rest on be in this file? Generous and cheap (substring tests). Files that say no
   * are still read when an import of a file that says yes leads there.
   */
  mayMatter(text: string, file: string): boolean;
}

/** Finds what an import means. */
export interface ImportResolver {
  /**
   * Files that an import written in `file` leads to: one for JavaScript or Python, all files of the package for Go, the file of the class for Java.
   * Empty when it leads out of the project: the machine then makes an `external` value of the name.
   */
  find(from: string, file: string): readonly string[];
  /** Files whose top-level names are visible in `file` without an import (same Go or Java package, C# or PHP namespace, Ruby autoload). */
  beside(file: string, module: Module): readonly string[];
}
