/** CycloneDX software bills of materials, JSON and XML (cyclonedx.org). */
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { XmlElement } from '../../contracts/wsdl/xml-tree.ts';
import { readXml } from '../../contracts/wsdl/xml-tree.ts';
import type {
  ComponentReader,
  ComponentReading,
  ComponentText,
  FoundComponent,
} from '../component-reader.ts';
import { lockfileBytesMax, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { readPurl } from '../purl.ts';

const depthMax = 16;

const kinds: Readonly<Record<string, FoundComponent['kind']>> = {
  application: 'application',
  framework: 'framework',
  container: 'container',
  'operating-system': 'os',
  platform: 'runtime',
  device: 'service',
};

const osTypes: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk', 'alpm']);

/** A component from what a bill of materials says of it. */
export const fromBill = (told: {
  readonly type: string;
  readonly group: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly scope: string | null;
}): FoundComponent => {
  const purl = told.purl === null ? null : readPurl(told.purl);
  const name = told.group === null || told.group === '' ? told.name : `${told.group}/${told.name}`;
  return {
    kind: purl !== null && osTypes.has(purl.type) ? 'os-package' : (kinds[told.type] ?? kindOfPackage(name)),
    name,
    version: told.version ?? purl?.version ?? null,
    purl: told.purl,
    direct: false,
    scope: told.scope === 'excluded' ? 'development' : told.scope === null ? 'unknown' : 'runtime',
  };
};

function* fromJson(list: JsonValue | undefined, depth: number): Generator<FoundComponent> {
  if (!isList(list) || depth > depthMax) return;
  for (const one of list) {
    const name = textMember(one, 'name');
    if (name === null || !isRecord(one)) continue;
    yield fromBill({
      type: textMember(one, 'type') ?? '',
      group: textMember(one, 'group'),
      name,
      version: textMember(one, 'version'),
      purl: textMember(one, 'purl'),
      scope: textMember(one, 'scope'),
    });
    yield* fromJson(member(one, 'components'), depth + 1);
  }
}

function* fromXml(holder: XmlElement | undefined, depth: number): Generator<FoundComponent> {
  if (holder === undefined || depth > depthMax) return;
  for (const one of holder.children) {
    if (one.name !== 'component') continue;
    const told = (name: string): string | null =>
      one.children.find((child) => child.name === name)?.text.trim() || null;
    const name = told('name');
    if (name !== null)
      yield {
        ...fromBill({
          type: one.attributes.get('type') ?? '',
          group: told('group'),
          name,
          version: told('version'),
          purl: told('purl'),
          scope: told('scope'),
        }),
        line: one.line,
      };
    yield* fromXml(
      one.children.find((child) => child.name === 'components'),
      depth + 1,
    );
  }
}

function* read({ path, text }: ComponentText, { warnings }: ComponentReading): Generator<FoundComponent> {
  if (/^\s*(?:\uFEFF)?</.test(text.slice(0, 64))) {
    const root = readXml(text, path, warnings);
    if (root?.name === 'bom')
      yield* fromXml(
        root.children.find((child) => child.name === 'components'),
        0,
      );
    return;
  }
  const bill = readJson(text, path, warnings);
  if (textMember(bill, 'bomFormat') === 'CycloneDX') yield* fromJson(member(bill, 'components'), 0);
}

export const cyclonedx: ComponentReader = {
  format: 'CycloneDX',
  reads: (path) =>
    /(?:^|\/)(?:[\w.-]*[.-])?(?:bom|sbom|cdx|cyclonedx)(?:[.-][\w.-]*)?\.(?:json|xml)$/i.test(path) &&
    !/spdx/i.test(path),
  bytesMax: lockfileBytesMax,
  read,
};
