/** Kubernetes manifests: workloads with their images, services, ingresses, and who is told of whom. */
import type { ComponentLink } from '../../../model/sighting.ts';
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import { readStructuredText } from '../../contracts/document/structured-document.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { manifestBytesMax } from '../component-reader.ts';
import { imageComponent, kindOfImage, readImage } from '../images.ts';
import { linksIn } from './compose.ts';

const documentsMax = 500;
const linksMax = 64;

const at = (value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined =>
  names.reduce((each: JsonValue | undefined, name) => member(each, name), value);

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

const workloads: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
  'Rollout',
]);

const podOf = (kind: string, document: JsonValue): JsonValue | undefined =>
  kind === 'Pod'
    ? member(document, 'spec')
    : kind === 'CronJob'
      ? at(document, 'spec', 'jobTemplate', 'spec', 'template', 'spec')
      : at(document, 'spec', 'template', 'spec');

/** The first label of a host is the service: `users.shop.svc.cluster.local`. */
const shortHost = (host: string): string =>
  /\.svc(?:\.|$)/.test(host) ? (host.split('.')[0] ?? host) : host;

function* workload(name: string, pod: JsonValue | undefined): Generator<FoundComponent> {
  const talksTo: ComponentLink[] = [];
  const images: FoundComponent[] = [];
  let kind: FoundComponent['kind'] = 'service';
  let version: string | null = null;
  for (const container of listOf(member(pod, 'containers'))) {
    const environment = listOf(member(container, 'env')).flatMap((one) => {
      const [variable, value] = [textMember(one, 'name'), textMember(one, 'value')];
      return variable === null || value === null ? [] : [[variable, value] as const];
    });
    for (const link of linksIn(environment, new Set())) talksTo.push({ ...link, to: shortHost(link.to) });
    const image = readImage(textMember(container, 'image') ?? '');
    if (image === null) continue;
    const own = kindOfImage(image);
    if (own !== 'container' && own !== 'os' && own !== 'runtime' && kind === 'service') kind = own;
    version ??= image.tag;
    images.push(imageComponent(image, { kind: own }));
  }
  const links = talksTo.length === 0 ? {} : { talksTo: talksTo.slice(0, linksMax) };
  yield { kind, name, version, purl: null, direct: true, scope: 'runtime', ...links };
  yield* images;
}

function* ingress(name: string, spec: JsonValue | undefined): Generator<FoundComponent> {
  const secured = new Set(listOf(member(spec, 'tls')).flatMap((one) => listOf(member(one, 'hosts'))));
  const talksTo: ComponentLink[] = [];
  const add = (backend: JsonValue | undefined, host: string | null, path: string): void => {
    const to = textMember(member(backend, 'service'), 'name') ?? textMember(backend, 'serviceName');
    const scheme = host !== null && secured.has(host) ? 'https' : host === null ? null : 'http';
    if (to !== null) talksTo.push({ to, by: `ingress ${host ?? ''}${path}`, transport: scheme });
  };
  add(member(spec, 'defaultBackend'), null, '/');
  for (const rule of listOf(member(spec, 'rules')))
    for (const path of listOf(at(rule, 'http', 'paths')))
      add(member(path, 'backend'), textMember(rule, 'host'), textMember(path, 'path') ?? '/');
  // Gateway API: routes to backends.
  const hosts = listOf(member(spec, 'hostnames'));
  for (const rule of listOf(member(spec, 'rules')))
    for (const backend of listOf(member(rule, 'backendRefs'))) {
      const to = textMember(backend, 'name');
      if (to !== null)
        talksTo.push({
          to,
          by: `route ${typeof hosts[0] === 'string' ? hosts[0] : ''}`.trim(),
          transport: null,
        });
    }
  yield {
    kind: 'balancer',
    name,
    version: null,
    purl: null,
    direct: true,
    scope: 'runtime',
    ...(talksTo.length === 0 ? {} : { talksTo: talksTo.slice(0, linksMax) }),
  };
}

export const kubernetes: ComponentReader = {
  format: 'Kubernetes',
  reads: (path) => /\.ya?ml$/i.test(path),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    // Most YAML files are none; templates of Helm are no YAML.
    if (!/^apiVersion:/m.test(text) || !/^kind:/m.test(text) || text.includes('{{')) return;
    let line = 1;
    for (const piece of text.split(/^---(?=\s|$)/m).slice(0, documentsMax)) {
      const { value } = readStructuredText(piece, path, warnings);
      const kind = textMember(value, 'kind') ?? '';
      const name = textMember(member(value, 'metadata'), 'name');
      if (name !== null) {
        const here = [];
        if (workloads.has(kind)) here.push(...workload(name, podOf(kind, value)));
        else if (kind === 'Ingress' || kind === 'HTTPRoute' || kind === 'GRPCRoute')
          here.push(...ingress(name, member(value, 'spec')));
        else if (kind === 'Service' && isRecord(member(value, 'spec'))) {
          const type = textMember(member(value, 'spec'), 'type');
          if (type === 'LoadBalancer')
            here.push({
              kind: 'balancer',
              name,
              version: null,
              purl: null,
              direct: true,
              scope: 'runtime',
            } as const);
        }
        for (const one of here) yield { ...one, line };
      }
      line += piece.split('\n').length - 1;
    }
  },
};
