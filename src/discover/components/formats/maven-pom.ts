/** `pom.xml`: dependencies with their versions, where properties, managed versions and parents within the folder tell them. */
import type { XmlElement } from '../../contracts/wsdl/xml-tree.ts';
import { readXml } from '../../contracts/wsdl/xml-tree.ts';
import type { ComponentReader, ComponentReading, FoundComponent } from '../component-reader.ts';
import { manifestBytesMax, named } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';

const parentsMax = 8;
const substitutionsMax = 8;

const child = (element: XmlElement | null | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

const textOf = (element: XmlElement | null | undefined, name: string): string =>
  child(element, name)?.text.trim() ?? '';

/** A path with `..` taken away; null when it leads out of the root. */
const resolvePath = (from: string, to: string): string | null => {
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return null;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
};

/** A project with the parents that stand in the same folder tree, nearest first. */
function family(
  path: string,
  text: string,
  { neighbour, warnings }: ComponentReading,
): readonly XmlElement[] {
  const chain: XmlElement[] = [];
  let [at, source]: [string, string | null] = [path, text];
  const seen = new Set<string>();
  while (source !== null && chain.length < parentsMax && !seen.has(at)) {
    seen.add(at);
    const project: XmlElement | null = readXml(source, at, warnings);
    if (project === null) break;
    chain.push(project);
    const parent = child(project, 'parent');
    if (parent === undefined) break;
    const told = child(parent, 'relativePath');
    const relative = told === undefined ? '../pom.xml' : told.text.trim();
    const next =
      relative === '' ? null : resolvePath(at, relative.endsWith('.xml') ? relative : `${relative}/pom.xml`);
    if (next === null) break;
    at = next;
    source = neighbour(next);
  }
  return chain;
}

const propertiesOf = (chain: readonly XmlElement[]): ReadonlyMap<string, string> => {
  const properties = new Map<string, string>();
  const [own] = chain;
  // The nearest wins: parents come first.
  for (const project of chain.toReversed())
    for (const property of child(project, 'properties')?.children ?? [])
      properties.set(property.name, property.text.trim());
  const parent = child(own, 'parent');
  for (const prefix of ['project.', 'pom.', '']) {
    properties.set(`${prefix}version`, textOf(own, 'version') || textOf(parent, 'version'));
    properties.set(`${prefix}groupId`, textOf(own, 'groupId') || textOf(parent, 'groupId'));
    properties.set(`${prefix}artifactId`, textOf(own, 'artifactId'));
    properties.set(`${prefix}parent.version`, textOf(parent, 'version'));
  }
  return properties;
};

const substitute = (text: string, properties: ReadonlyMap<string, string>): string => {
  let told = text;
  for (let at = 0; at < substitutionsMax && told.includes('${') && told.length < 1_000; at += 1)
    told = told.replace(/\$\{([\w.-]{1,100})\}/g, (whole, name: string) => properties.get(name) ?? whole);
  return told;
};

const scopes: Readonly<Record<string, FoundComponent['scope']>> = {
  test: 'development',
  provided: 'runtime',
};

/** An exact version, or null for ranges and what nothing resolves. */
const exactVersion = (text: string): string | null => {
  const bare = /^\[([^,\]]+)\]$/.exec(text)?.[1] ?? text;
  return bare === '' || /[${}[\](),]/.test(bare) ? null : bare;
};

export const mavenPom: ComponentReader = {
  format: 'pom.xml',
  reads: named('pom.xml'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, reading): Generator<FoundComponent> {
    const chain = family(path, text, reading);
    const [own] = chain;
    if (own?.name !== 'project') return;
    const properties = propertiesOf(chain);
    const told = (element: XmlElement, name: string): string => substitute(textOf(element, name), properties);
    const managed = new Map<string, { version: string; scope: string }>();
    for (const project of chain.toReversed())
      for (const one of child(child(project, 'dependencyManagement'), 'dependencies')?.children ?? [])
        managed.set(`${told(one, 'groupId')}/${told(one, 'artifactId')}`, {
          version: told(one, 'version'),
          scope: told(one, 'scope'),
        });
    const parent = child(own, 'parent');
    const bootVersion =
      textOf(parent, 'artifactId') === 'spring-boot-starter-parent' ? textOf(parent, 'version') : '';
    const java = ['maven.compiler.release', 'java.version', 'maven.compiler.target']
      .map((name) => substitute(properties.get(name) ?? '', properties))
      .find((one) => /^\d/.test(one));
    if (java !== undefined)
      yield { kind: 'runtime', name: 'Java', version: java, purl: null, direct: true, scope: 'runtime' };
    const declared = chain.flatMap((project) => child(project, 'dependencies')?.children ?? []);
    for (const one of declared) {
      const group = told(one, 'groupId');
      const artifact = told(one, 'artifactId');
      if (one.name !== 'dependency' || group === '' || artifact === '') continue;
      const name = `${group}/${artifact}`;
      const manages = managed.get(name);
      // Spring Boot's parent gives its own starters its own version.
      const inherited = group === 'org.springframework.boot' ? bootVersion : '';
      const version = exactVersion(told(one, 'version') || (manages?.version ?? '') || inherited);
      const scope = told(one, 'scope') || (manages?.scope ?? '');
      yield {
        kind: kindOfPackage(name),
        name,
        version,
        purl: purlOf('maven', name, version),
        direct: true,
        scope: scopes[scope] ?? 'runtime',
        ...(one.file === path ? { line: one.line } : {}),
      };
    }
  },
};

/** A Java package, `group/artifact`. */
export const mavenPackage = (
  name: string,
  version: string | null,
  direct: boolean,
  scope: FoundComponent['scope'],
  line: number,
): FoundComponent => ({
  kind: kindOfPackage(name),
  name,
  version,
  purl: purlOf('maven', name, version),
  direct,
  scope,
  line,
});
