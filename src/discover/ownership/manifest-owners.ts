/** Who a manifest names as author or maintainer of its package. */
import type { JsonValue } from '../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../contracts/document/json-value.ts';
import type { WarningTally } from '../contracts/warning-tally.ts';
import { readXml } from '../contracts/wsdl/xml-tree.ts';
import { manifestBytesMax, readJson } from '../components/component-reader.ts';
import { readToml } from '../components/toml.ts';

const ownersMax = 8;

/** `Ann <ann@example.org> (https://...)`, or a record with name and mail address: the address, else the name. */
const personOf = (value: JsonValue | undefined): string | null => {
  const text = typeof value === 'string' ? value.slice(0, 400) : null;
  const mail = text === null ? textMember(value, 'email') : (/<([^<>\s]+@[^<>\s]+)>/.exec(text)?.[1] ?? null);
  const name = text === null ? textMember(value, 'name') : text.replace(/\s*[<(].*$/s, '').trim();
  const person = mail ?? name;
  return person === null || person === '' ? null : person.slice(0, 200);
};

const people = (...values: readonly (JsonValue | undefined)[]): readonly string[] => {
  const found = values
    .flatMap((value) => (isList(value) ? value : value === undefined ? [] : [value]))
    .flatMap((value) => personOf(value) ?? []);
  return [...new Set(found)].slice(0, ownersMax);
};

const fromJson = (manifest: JsonValue): readonly string[] => {
  const maintainers = people(member(manifest, 'maintainers'));
  return maintainers.length > 0
    ? maintainers
    : people(member(manifest, 'author'), member(manifest, 'authors'));
};

const fromToml = (manifest: JsonValue): readonly string[] => {
  const project = member(manifest, 'project');
  const poetry = member(member(manifest, 'tool'), 'poetry');
  const crate = member(manifest, 'package');
  for (const holder of [project, poetry, crate]) {
    if (!isRecord(holder)) continue;
    const maintainers = people(member(holder, 'maintainers'));
    const found = maintainers.length > 0 ? maintainers : people(member(holder, 'authors'));
    if (found.length > 0) return found;
  }
  return [];
};

/** Manifests that name people, by file name. */
export const ownerManifests: ReadonlySet<string> = new Set([
  'package.json',
  'composer.json',
  'pyproject.toml',
  'Cargo.toml',
  'pom.xml',
]);

/** Largest manifest that is read. */
export const ownerManifestBytesMax = manifestBytesMax;

/** Owners that a manifest names. */
export function manifestOwners(text: string, file: string, warnings: WarningTally): readonly string[] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (name.endsWith('.json')) return fromJson(readJson(text, file, warnings));
  if (name.endsWith('.toml')) return fromToml(readToml(text, file, warnings));
  const developers = readXml(text, file, warnings)?.children.find((child) => child.name === 'developers');
  return (developers?.children ?? [])
    .flatMap((one) => {
      const told = (field: string) => one.children.find((child) => child.name === field)?.text.trim() || null;
      return told('email') ?? told('name') ?? told('id') ?? [];
    })
    .slice(0, ownersMax);
}
