/** `gradle.lockfile`, and coordinates that stand literally in `build.gradle` and version catalogues. */
import { isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, linesOf, lockfileBytesMax, manifestBytesMax, named } from '../component-reader.ts';
import { readToml } from '../toml.ts';
import { mavenPackage } from './maven-pom.ts';

export const gradleLockfile: ComponentReader = {
  format: 'gradle.lockfile',
  reads: named('gradle.lockfile'),
  bytesMax: lockfileBytesMax,
  *read(source, { warnings }): Generator<FoundComponent> {
    for (const [text, line] of linesOf(source, warnings)) {
      const [, group, artifact, version, where = ''] =
        /^([^:#=\s]+):([^:=\s]+):([^:=\s]+)=(.*)$/.exec(text) ?? [];
      if (group === undefined || artifact === undefined || version === undefined) continue;
      const isRuntime = where
        .split(',')
        .some(
          (name) =>
            /(?:^|[a-z])(?:runtime|compile)Classpath$/i.test(name) && !/^test|androidTest/i.test(name),
        );
      yield mavenPackage(`${group}/${artifact}`, version, false, isRuntime ? 'runtime' : 'development', line);
    }
  },
};

const configuration =
  /^\s*(?:add\(\s*["'])?(\w*(?:implementation|api|compileOnly|runtimeOnly|annotationProcessor|kapt|ksp|compile|classpath|developmentOnly))(?:["']\s*,)?\s*\(?\s*(?:(?:platform|enforcedPlatform|kotlin)\s*\(\s*)?["']([\w.-]+):([\w.-]+)(?::([^"':@\s]+))?/i;
const assigned = /^\s*(?:ext\.|val |def |set\(\s*["'])?([A-Za-z_]\w*)["']?\s*[=,]\s*["']([\w.+-]+)["']/;

export const buildGradle: ComponentReader = {
  format: 'build.gradle',
  reads: named('build.gradle', 'build.gradle.kts'),
  bytesMax: manifestBytesMax,
  *read(source, { warnings, neighbour }): Generator<FoundComponent> {
    const variables = new Map<string, string>();
    for (const [, name = '', value = ''] of (neighbour('gradle.properties') ?? '').matchAll(
      /^([\w.]+)\s*=\s*(\S+)\s*$/gm,
    ))
      variables.set(name, value);
    const lines = [...linesOf(source, warnings)];
    for (const [text] of lines) {
      const [, name, value] = assigned.exec(text) ?? [];
      if (name !== undefined && value !== undefined) variables.set(name, value);
    }
    const isLocked = neighbour(beside(source.path, 'gradle.lockfile')) !== null;
    for (const [text, line] of lines) {
      const java =
        /JavaLanguageVersion\.of\(\s*(\d+)|^\s*sourceCompatibility\s*=\s*(?:JavaVersion\.VERSION_)?["']?(\d[\d._]*)/.exec(
          text,
        );
      if (java !== null)
        yield {
          kind: 'runtime',
          name: 'Java',
          version: (java[1] ?? java[2] ?? '').replace('_', '.'),
          purl: null,
          direct: true,
          scope: 'runtime',
          line,
        };
      const [, name = '', group, artifact, told] = configuration.exec(text) ?? [];
      if (group === undefined || artifact === undefined || isLocked) continue;
      const variable = /^\$\{?(\w+(?:\.\w+)*)\}?$/.exec(told ?? '')?.[1];
      const version = variable === undefined ? told : variables.get(variable);
      const isExact = version !== undefined && !/[$+[\](),]/.test(version);
      yield mavenPackage(
        `${group}/${artifact}`,
        isExact ? version : null,
        true,
        /test|classpath/i.test(name) ? 'development' : 'runtime',
        line,
      );
    }
  },
};

export const gradleCatalogue: ComponentReader = {
  format: 'libs.versions.toml',
  reads: (path) => path.endsWith('.versions.toml'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const catalogue = readToml(text, path, warnings);
    const versions = member(catalogue, 'versions');
    const libraries = member(catalogue, 'libraries');
    if (!isRecord(libraries)) return;
    for (const entry of Object.values(libraries)) {
      const whole = typeof entry === 'string' ? entry.split(':') : null;
      const module = textMember(entry, 'module')?.split(':');
      const group = whole?.[0] ?? module?.[0] ?? textMember(entry, 'group');
      const artifact = whole?.[1] ?? module?.[1] ?? textMember(entry, 'name');
      if (group === null || group === undefined || artifact === null || artifact === undefined) continue;
      const reference = textMember(member(entry, 'version'), 'ref');
      const version =
        whole?.[2] ??
        textMember(entry, 'version') ??
        (reference === null ? null : textMember(versions, reference));
      yield mavenPackage(`${group}/${artifact}`, version, true, 'unknown', 1);
    }
  },
};
