/** What a capture holds that is no API, and why it is left out. */
import type { RawExchange } from '../../observe/raw-exchange.ts';

/** Why an entry of a file was not used. */
export type SkipReason =
  | 'static' // an image, a font, a style sheet, a script of a web front end
  | 'analytics' // a third party that counts visitors or shows advertisements
  | 'not-http' // data:, blob:, chrome-extension: and the like
  | 'malformed' // no JSON, or not what the format asks for
  | 'too-large' // larger than the bound for one entry or line
  | 'too-deep' // nested deeper than the bound
  | 'sampled' // enough of its kind were taken already
  | 'duplicate'; // the same exchange came before, by another way

/** Resource types that Chrome writes for what a page is made of. */
const staticResources: ReadonlySet<string> = new Set([
  'image',
  'font',
  'stylesheet',
  'script',
  'media',
  'manifest',
  'texttrack',
]);

const staticType =
  /^(image\/|font\/|audio\/|video\/|text\/css|(text|application)\/(x-)?(java|ecma)script|application\/(font|x-font|vnd\.ms-fontobject|manifest\+json|wasm))/;
const staticExtension =
  /\.(css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|wasm|webmanifest)$/i;

/** Hosts whose whole purpose is measuring or advertising; also their subdomains. */
const analyticsHosts = [
  'google-analytics.com',
  'analytics.google.com',
  'googletagmanager.com',
  'doubleclick.net',
  'googlesyndication.com',
  'googleadservices.com',
  'facebook.net',
  'hotjar.com',
  'hotjar.io',
  'segment.io',
  'segment.com',
  'mixpanel.com',
  'amplitude.com',
  'fullstory.com',
  'heapanalytics.com',
  'clarity.ms',
  'newrelic.com',
  'nr-data.net',
  'sentry.io',
  'bugsnag.com',
  'datadoghq.com',
  'datadoghq-browser-agent.com',
  'matomo.cloud',
  'plausible.io',
  'scorecardresearch.com',
  'quantserve.com',
  'adnxs.com',
  'criteo.com',
  'criteo.net',
  'taboola.com',
  'outbrain.com',
  'optimizely.com',
  'cookielaw.org',
  'onetrust.com',
  'intercom.io',
];

function isAnalytics(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return analyticsHosts.some((known) => name === known || name.endsWith(`.${known}`));
}

function typeOf(headers: readonly string[]): string {
  for (let at = 0; at < headers.length; at += 2)
    if (headers[at]?.toLowerCase() === 'content-type') return (headers[at + 1] ?? '').toLowerCase();
  return '';
}

/**
 * Why an exchange of a browser is not worth a look, or null. A request that carries a credential or changes something is always worth one,
 * and so is an image that no file name leads to: an API may hand out pictures.
 */
export function skipReasonOf(raw: RawExchange, resourceType: string): SkipReason | null {
  if (isAnalytics(raw.host)) return 'analytics';
  if (raw.method !== 'GET' && raw.method !== 'HEAD') return null;
  for (let at = 0; at < raw.requestHeaders.length; at += 2)
    if (raw.requestHeaders[at]?.toLowerCase() === 'authorization') return null;
  const path = raw.target.replace(/\?.*$/s, '');
  // A key in the query is a credential, too; and a front end does not number its files (`/tiles/3/7/11@2x.png`).
  if (/[?&](?:api[_-]?key|access[_-]?token|key|token|signature)=/i.test(raw.target)) return null;
  if (/\/\d+(?:[/.@]|$)/.test(path)) return null;
  const type = typeOf(raw.responseHeaders);
  if (/json|xml(?!\+)|grpc|event-stream|csv/.test(type) && !type.startsWith('image/')) return null;
  if (staticResources.has(resourceType)) return 'static';
  if (staticExtension.test(path)) return 'static';
  if (staticType.test(type) && !/^(image|audio|video)\//.test(type)) return 'static';
  return null;
}
