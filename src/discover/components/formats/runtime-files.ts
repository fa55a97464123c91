/** Files that name the version of a runtime: `.nvmrc`, `.python-version`, `.tool-versions`, `global.json`, ... */
import { member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { linesOf, manifestBytesMax, named, readJson } from '../component-reader.ts';

const titles: Readonly<Record<string, string>> = {
  node: 'Node.js',
  nodejs: 'Node.js',
  python: 'Python',
  ruby: 'Ruby',
  java: 'Java',
  golang: 'Go',
  go: 'Go',
  rust: 'Rust',
  php: 'PHP',
  dotnet: '.NET',
  'dotnet-core': '.NET',
  deno: 'Deno',
  bun: 'Bun',
  elixir: 'Elixir',
  erlang: 'Erlang',
};

const byFile: Readonly<Record<string, string>> = {
  '.nvmrc': 'Node.js',
  '.node-version': 'Node.js',
  '.python-version': 'Python',
  '.ruby-version': 'Ruby',
  '.java-version': 'Java',
  '.go-version': 'Go',
  '.php-version': 'PHP',
};

const runtime = (name: string, version: string, line: number): FoundComponent => ({
  kind: 'runtime',
  name,
  version,
  purl: null,
  direct: true,
  scope: 'runtime',
  line,
});

export const runtimeFiles: ComponentReader = {
  format: 'runtime version',
  reads: named(...Object.keys(byFile), '.tool-versions', 'runtime.txt', 'global.json', 'rust-toolchain'),
  bytesMax: manifestBytesMax,
  *read(source, { warnings }): Generator<FoundComponent> {
    const name = source.path.slice(source.path.lastIndexOf('/') + 1);
    if (name === 'global.json') {
      const version = textMember(member(readJson(source.text, source.path, warnings), 'sdk'), 'version');
      if (version !== null) yield runtime('.NET', version, 1);
      return;
    }
    for (const [text, line] of linesOf(source, warnings)) {
      const bare = text.replace(/#.*$/, '').trim();
      if (bare === '') continue;
      const title = byFile[name];
      if (title !== undefined) {
        const version = bare.replace(/^(?:v|ruby-|python-|go)(?=\d)/, '');
        if (/^\d|^lts/.test(version)) yield runtime(title, version, line);
        return;
      }
      const [first = '', second] = name === '.tool-versions' ? bare.split(/\s+/) : bare.split('-', 2);
      const known = name === 'rust-toolchain' ? 'Rust' : titles[first.toLowerCase()];
      const version = name === 'rust-toolchain' ? bare : second;
      if (known !== undefined && version !== undefined) yield runtime(known, version, line);
    }
  },
};
