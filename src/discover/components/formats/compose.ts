/** Compose files: services with their images, and who depends on or is told of whom. */
import type { ComponentLink } from '../../../model/sighting.ts';
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import { readStructuredText } from '../../contracts/document/structured-document.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { manifestBytesMax } from '../component-reader.ts';
import { addressIn, imageComponent, kindOfImage, readImage } from '../images.ts';

const linksMax = 64;

/** `{NAME: value}` or `NAME=value`. */
export const environmentOf = (
  value: JsonValue | undefined,
): readonly (readonly [name: string, value: string])[] => {
  if (isRecord(value))
    return Object.entries(value).flatMap(([name, one]) =>
      typeof one === 'string' ? [[name, one] as const] : [],
    );
  return (isList(value) ? value : []).flatMap((one) => {
    const at = typeof one === 'string' ? one.indexOf('=') : -1;
    return typeof one === 'string' && at > 0 ? [[one.slice(0, at), one.slice(at + 1)] as const] : [];
  });
};

/** Links that variables of the environment tell; values themselves are not kept. */
export const linksIn = (
  environment: readonly (readonly [name: string, value: string])[],
  names: ReadonlySet<string>,
): readonly ComponentLink[] =>
  environment.flatMap(([name, value]) => {
    const found = addressIn(value);
    if (found !== null) return [{ to: found.host, by: `environment ${name}`, transport: found.transport }];
    // A bare name is a host only where a service is called so.
    return /(?:HOST|SERVER|ADDR|ENDPOINT|URL|URI)S?$/i.test(name) && names.has(value.toLowerCase())
      ? [{ to: value.toLowerCase(), by: `environment ${name}`, transport: null }]
      : [];
  });

const namesIn = (value: JsonValue | undefined): readonly string[] =>
  isRecord(value)
    ? Object.keys(value)
    : (isList(value) ? value : []).flatMap((one) =>
        typeof one === 'string' ? [one.split(':')[0] ?? ''] : [],
      );

/** `${VERSION:-1.2}` gives what holds without a variable. */
const withDefaults = (text: string): string =>
  text.replace(/\$\{[A-Za-z_]\w*:?-([^${}]*)\}/g, (_, other: string) => other);

export const compose: ComponentReader = {
  format: 'compose',
  reads: (path) => /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(path),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const { value, lines } = readStructuredText(text, path, warnings);
    const services = member(value, 'services');
    if (!isRecord(services)) return;
    const names = new Set(Object.keys(services).map((name) => name.toLowerCase()));
    for (const [name, service] of Object.entries(services)) {
      const line = isRecord(service) ? lines.get(service) : undefined;
      const at = line === undefined ? {} : { line };
      const talksTo: ComponentLink[] = [
        ...namesIn(member(service, 'depends_on')).map((to) => ({ to, by: 'depends_on', transport: null })),
        ...namesIn(member(service, 'links')).map((to) => ({ to, by: 'links', transport: null })),
        ...linksIn(environmentOf(member(service, 'environment')), names),
      ].slice(0, linksMax);
      const written = textMember(service, 'image');
      const image = written === null ? null : readImage(withDefaults(written));
      const kind =
        image === null || member(service, 'build') !== undefined ? 'container' : kindOfImage(image);
      const links = talksTo.length === 0 ? {} : { talksTo };
      if (kind === 'container' || kind === 'os' || kind === 'runtime' || image === null)
        yield {
          kind: 'service',
          name,
          version: image?.tag ?? null,
          purl: null,
          direct: true,
          scope: 'runtime',
          ...at,
          ...links,
        };
      else yield { ...imageComponent(image, at), name, kind, ...links };
      if (image !== null && kind === 'container' && member(service, 'build') === undefined)
        yield imageComponent(image, at);
    }
  },
};
