/** `requirements*.txt` (PEP 508 lines): what is pinned with `==`, and the names of the rest. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { linesOf, manifestBytesMax } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf, pythonName } from '../purl.ts';

const requirement = /^([A-Za-z0-9][\w.-]{0,127})\s*(?:\[[^\]]{0,200}\])?\s*(?:(===?)\s*([\w.!+-]+))?\s*(\S?)/;

/** A requirement of PEP 508; null when the line is none. */
export const readRequirement = (
  text: string,
): { readonly name: string; readonly version: string | null } | null => {
  const [, name, , version, rest] = requirement.exec(text.trim()) ?? [];
  if (name === undefined) return null;
  // `flask==2.*` and `flask==2,<3` pin nothing; a marker, a comment or a hash may follow.
  const isPinned =
    version !== undefined && (rest === '' || rest === ';' || rest === '#' || rest === '-' || rest === '\\');
  return { name: pythonName(name), version: isPinned ? version : null };
};

/** A Python package. */
export const pythonPackage = (
  name: string,
  version: string | null,
  direct: boolean,
  scope: FoundComponent['scope'],
  line?: number,
): FoundComponent => ({
  kind: kindOfPackage(pythonName(name)),
  name: pythonName(name),
  version,
  purl: purlOf('pypi', name, version),
  direct,
  scope,
  ...(line === undefined ? {} : { line }),
});

export const requirements: ComponentReader = {
  format: 'requirements.txt',
  reads: (path) =>
    /(?:^|\/)(?:[\w.-]*requirements[\w.-]*|requirements\/[\w.-]+|constraints)\.txt$/i.test(path),
  bytesMax: manifestBytesMax,
  *read(source, { warnings }): Generator<FoundComponent> {
    const scope = /(?:dev|test|lint|docs?|ci|build)[\w.-]*\.txt$/i.test(source.path)
      ? 'development'
      : 'runtime';
    // pip-compile says below each line who asked for it.
    const isCompiled = /^# {4}via |^ {4}# via\b/m.test(source.text);
    let waiting: { readonly name: string; readonly version: string | null; readonly line: number } | null =
      null;
    let direct = !isCompiled;
    for (const [text, line] of linesOf(source, warnings)) {
      const via = /^\s+#\s*(?:via\s+)?(\S.*)$/.exec(text);
      if (via !== null && waiting !== null) {
        if (/(?:^|\s)-r\s|\.in\b|pyproject\.toml/.test(via[1] ?? '')) direct = true;
        continue;
      }
      if (/^\s*(?:#|-|\\|$)/.test(text) || /^[a-z+]+:\/\/|^\.{0,2}\//i.test(text)) continue;
      const found = readRequirement(text);
      if (found === null) continue;
      if (waiting !== null) yield pythonPackage(waiting.name, waiting.version, direct, scope, waiting.line);
      waiting = { ...found, line };
      direct = !isCompiled;
    }
    if (waiting !== null) yield pythonPackage(waiting.name, waiting.version, direct, scope, waiting.line);
  },
};
