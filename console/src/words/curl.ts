import type { ExchangeRecord, OperationSummary } from '../api/types.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What stands for a credential; no value is ever known to the console. */
function credential(kind: string, name: string): readonly string[] {
  switch (kind) {
    case 'bearer-jwt':
    case 'bearer-opaque':
      return ['-H', '"authorization: Bearer $TOKEN"'];
    case 'basic':
      return ['-u', '"$USER:$PASSWORD"'];
    case 'api-key-header':
      return ['-H', `"${name === '' ? 'x-api-key' : name.replaceAll(/[^\w-]/g, '')}: $API_KEY"`];
    case 'session-cookie':
      return ['-H', '"cookie: $SESSION_COOKIE"'];
    case 'client-certificate':
      return ['--cert', '"$CLIENT_CERT"'];
    default:
      return [];
  }
}

interface Call {
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly auth: readonly { readonly kind: string; readonly name: string }[];
  readonly bodyType?: string | undefined;
}

function command({ url, method, path, auth, bodyType }: Call): string {
  const graphql = ['QUERY', 'MUTATION', 'SUBSCRIPTION'].includes(method);
  const verb = graphql ? 'POST' : method === 'WS' ? 'GET' : method;
  const first = auth[0];
  const parts = [
    'curl',
    ...(verb === 'GET' ? [] : ['-X', verb]),
    ...(path.includes('{') ? ['--globoff'] : []),
    quoted(url),
    ...(first === undefined ? [] : credential(first.kind, first.name)),
  ];
  if (graphql) {
    const field = path.split('#')[1] ?? '';
    const kind = method.toLowerCase();
    parts.push(
      '-H',
      quoted('content-type: application/json'),
      '-d',
      quoted(JSON.stringify({ query: `${kind} { ${field} }` })),
    );
  } else if (bodyType !== undefined && verb !== 'GET') {
    parts.push('-H', quoted(`content-type: ${bodyType}`), '-d', '@body');
  }
  return parts.join(' ');
}

/** An operation as a curl command; parameters stay `{named}`, credentials are shell variables. */
export function operationCurl(operation: OperationSummary, bodyType?: string): string {
  const [path = ''] = operation.path.split('#');
  const kind = operation.auth.find((one) => one !== 'none');
  return command({
    url: `http://${operation.host}${path}`,
    method: operation.method,
    path: operation.path,
    auth: kind === undefined ? [] : [{ kind, name: '' }],
    bodyType,
  });
}

/** An exchange as a curl command; ids stay `{kind}`, since their values were never kept. */
export function exchangeCurl(exchange: ExchangeRecord): string {
  const query = exchange.parameters
    .filter((one) => one.in === 'query')
    .map((one) => `${encodeURIComponent(one.name)}={${one.name}}`);
  const first = exchange.operations[0];
  return command({
    url: `${exchange.scheme}://${exchange.host}${exchange.path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    method: exchange.graphql === undefined ? exchange.method : (first?.method ?? exchange.method),
    path: exchange.graphql === undefined ? exchange.path : (first?.path ?? exchange.path),
    auth: exchange.auth,
    bodyType: exchange.requestType,
  });
}
