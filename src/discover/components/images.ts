/** Container images: their names, and what kind of component a well-known one is. */
import type { ComponentKind } from '../../model/sighting.ts';
import type { FoundComponent } from './component-reader.ts';
import { purlOf } from './purl.ts';

/** Kinds by the last part of an image's name. */
const kinds: readonly (readonly [kind: ComponentKind, names: RegExp])[] = [
  [
    'database',
    /^(?:postgres(?:ql)?(?:-\w+)*|postgis|timescaledb(?:-\w+)*|pgvector|supabase-postgres|mysql(?:-server|-\w+)?|mariadb(?:-\w+)*|percona(?:-\w+)*|mongo(?:db)?(?:-\w+)*|mssql-server|server|oracle(?:-\w+)*|cockroach|cassandra|scylla|couchdb|couchbase|neo4j|arangodb|influxdb|clickhouse(?:-server)?|elasticsearch|opensearch|solr|meilisearch|typesense|dynamodb-local|rethinkdb|qdrant|weaviate|milvus|etcd|minio|db2|firebird|questdb|surrealdb)$/,
  ],
  [
    'cache',
    /^(?:redis(?:-stack(?:-server)?|-\w+)?|valkey(?:-\w+)?|memcached|keydb|dragonfly|hazelcast|varnish)$/,
  ],
  [
    'broker',
    /^(?:rabbitmq|kafka(?:-native)?|cp-kafka|redpanda|nats(?:-streaming)?|activemq(?:-\w+)*|artemis|pulsar(?:-all)?|emqx|mosquitto|eclipse-mosquitto|hivemq\w*|zookeeper|cp-zookeeper|nsqd?|localstack|elasticmq(?:-native)?)$/,
  ],
  ['balancer', /^(?:haproxy(?:-\w+)*|metallb|nginx-ingress(?:-controller)?|ingress-nginx|controller)$/],
  [
    'proxy',
    /^(?:nginx(?:-\w+)*|openresty|traefik|envoy(?:-\w+)?|caddy|httpd|squid|kong|apisix|tyk-gateway|oauth2-proxy|nginx-proxy|cloudflared|istio-proxy|proxyv2|linkerd-proxy|krakend|spring-cloud-gateway)$/,
  ],
  [
    'os',
    /^(?:ubuntu|debian|alpine|fedora|centos|rockylinux|almalinux|amazonlinux|oraclelinux|busybox|archlinux|opensuse|ubi\d?(?:-minimal|-micro|-init)?|photon|wolfi-base)$/,
  ],
  [
    'runtime',
    /^(?:node|python|golang|ruby|php|rust|eclipse-temurin|openjdk|amazoncorretto|ibmjava|aspnet|sdk|runtime|runtime-deps|bun|deno|erlang|elixir|perl|swift|tomcat|jetty|gunicorn|uvicorn-gunicorn(?:-fastapi)?|nodejs(?:-\d+)?(?:-debian\d+)?|java\d*(?:-debian\d+)?|maven|gradle)$/,
  ],
];

/** An image's name taken apart. */
export interface ImageName {
  /** With the registry, without tag. */
  readonly name: string;
  readonly tag: string | null;
}

/** Takes `registry:5000/team/app:1.2@sha256:...` apart; null when variables leave nothing to tell. */
export const readImage = (text: string): ImageName | null => {
  const [bare = ''] = text.trim().split('@');
  const slash = bare.lastIndexOf('/');
  const colon = bare.indexOf(':', slash + 1);
  const name = colon < 0 ? bare : bare.slice(0, colon);
  if (name === '' || name.length > 255 || !/^[\w.\-/:]+$/.test(name)) return null;
  const tag = colon < 0 ? null : bare.slice(colon + 1);
  return { name, tag: tag === null || tag === '' || /[${}\s]/.test(tag) ? null : tag.slice(0, 128) };
};

/** Kind of component that an image is; `container` when its name tells nothing. */
export const kindOfImage = ({ name }: ImageName): ComponentKind => {
  const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  // Microsoft names its images by product and part.
  if (last === 'server') return name.includes('mssql') ? 'database' : 'container';
  if (last === 'controller') return name.includes('ingress') ? 'balancer' : 'container';
  if (['sdk', 'runtime', 'aspnet', 'runtime-deps'].includes(last) && !name.includes('dotnet'))
    return 'container';
  return kinds.find(([, names]) => names.test(last))?.[0] ?? 'container';
};

/** An image as a component. */
export const imageComponent = (image: ImageName, more: Partial<FoundComponent> = {}): FoundComponent => ({
  kind: kindOfImage(image),
  name: image.name,
  version: image.tag === 'latest' ? null : image.tag,
  purl: purlOf('docker', image.name.replace(/^(?:docker\.io\/)?(?:library\/)?/, ''), image.tag),
  direct: true,
  scope: 'runtime',
  ...more,
});

/** Values of environment variables that name another host: `postgres://db:5432/app`, `http://users:8080`. Credentials in them are dropped. */
export const addressIn = (
  value: string,
): { readonly host: string; readonly transport: string | null } | null => {
  const text = value
    .trim()
    .slice(0, 2_048)
    .replace(/^jdbc:/, '');
  const url =
    /^([a-z][a-z0-9+.-]{1,20}):\/\/(?:[^\s/@]*@)?([A-Za-z0-9][A-Za-z0-9._-]*)(?::\d+)?(?:[/?,;]|$)/i.exec(
      text,
    );
  if (url !== null) return { host: (url[2] ?? '').toLowerCase(), transport: (url[1] ?? '').toLowerCase() };
  const pair = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*):\d{2,5}$/i.exec(text);
  return pair === null ? null : { host: (pair[1] ?? '').toLowerCase(), transport: null };
};
