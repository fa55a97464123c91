/** `Gemfile.lock` of Bundler. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { linesOf, lockfileBytesMax, named } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';

export const gemfileLock: ComponentReader = {
  format: 'Gemfile.lock',
  reads: named('Gemfile.lock', 'gems.locked'),
  bytesMax: lockfileBytesMax,
  *read(source, { warnings }): Generator<FoundComponent> {
    const gems: { name: string; version: string; line: number }[] = [];
    const asked = new Set<string>();
    let section = '';
    for (const [text, line] of linesOf(source, warnings)) {
      if (/^[A-Z]/.test(text)) {
        section = text.trim();
        continue;
      }
      const [, indent = '', name = '', version] =
        /^( +)([\w.-]+)!?(?: \(([^)]{1,100})\))?!?\s*$/.exec(text) ?? [];
      if (section === 'GEM' || section === 'GIT') {
        // The platform of a binary gem stands behind its version.
        if (indent.length === 4 && version !== undefined)
          gems.push({
            name,
            version: version.replace(/-(?:x86|x64|arm|aarch|java|universal|ruby|mingw|mswin)[\w.-]*$/, ''),
            line,
          });
      } else if (section === 'DEPENDENCIES') asked.add(name);
      else if (section === 'RUBY VERSION') {
        const ruby = /ruby (\d[\w.]*)/.exec(text)?.[1];
        if (ruby !== undefined)
          yield {
            kind: 'runtime',
            name: 'Ruby',
            version: ruby.replace(/p\d+$/, ''),
            purl: null,
            direct: true,
            scope: 'runtime',
            line,
          };
      }
    }
    for (const { name, version, line } of gems)
      yield {
        kind: kindOfPackage(name),
        name,
        version,
        purl: purlOf('gem', name, version),
        direct: asked.has(name),
        scope: 'unknown',
        line,
      };
  },
};
