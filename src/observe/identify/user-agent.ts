/** Families of user agents, by an own small table. */
import type { ActorKind } from '../../model/actor.ts';
import { wordLikeness } from '../word-likeness.ts';

/** A user agent: its family, its major version, and what kind of actor it hints at. */
export interface UserAgent {
  readonly family: string;
  /** Family and major version: `Chrome 126`; '' for none. */
  readonly label: string;
  readonly kind: ActorKind;
}

type Row = readonly [pattern: RegExp, family: string, kind: ActorKind];

/** The first that fits counts: what imitates others stands first. */
const rows: readonly Row[] = [
  [/\b(GPTBot|OAI-SearchBot|ChatGPT-User)\b(?:\/(\d+))?/i, 'ChatGPT', 'agent'],
  [
    /\b(ClaudeBot|Claude-User|Claude-SearchBot|Claude-Web|anthropic-ai|claude-code)\b(?:\/(\d+))?/i,
    'Claude',
    'agent',
  ],
  [/\b(PerplexityBot|Perplexity-User)\b(?:\/(\d+))?/i, 'Perplexity', 'agent'],
  [/\b(Google-Extended|Gemini|Google-CloudVertexBot)\b(?:\/(\d+))?/i, 'Gemini', 'agent'],
  [
    /\b(MistralAI-User|cohere-ai|Meta-ExternalAgent|Meta-ExternalFetcher|Bytespider|CCBot|Amazonbot|Applebot-Extended|DuckAssistBot|YouBot|Diffbot)\b(?:\/(\d+))?/i,
    '$1',
    'agent',
  ],
  [
    /\b(langchain|llama-?index|autogpt|openai-python|openai\/python|AsyncOpenAI\/Python|OpenAI\/NodeJS|mcp-client|modelcontextprotocol|browser-use|crewai)\b(?:[/ ](\d+))?/i,
    '$1',
    'agent',
  ],
  [
    /\b(Googlebot|bingbot|YandexBot|Baiduspider|DuckDuckBot|Applebot|AhrefsBot|SemrushBot|MJ12bot|facebookexternalhit|Twitterbot|LinkedInBot|Slackbot|Discordbot|PetalBot)\b(?:[-/\w]*?\/(\d+))?/i,
    '$1',
    'agent',
  ],
  [
    /\b(sqlmap|nikto|nuclei|nmap|masscan|zgrab|gobuster|ffuf|feroxbuster|wfuzz|dirbuster|acunetix|burp|zaproxy|censys|shodan)\b(?:\/(\d+))?/i,
    '$1',
    'agent',
  ],
  [/^curl\/(\d+)/i, 'curl', 'unknown'],
  [/^Wget\/(\d+)/i, 'Wget', 'unknown'],
  [/^HTTPie\/(\d+)/i, 'HTTPie', 'unknown'],
  [/^PostmanRuntime\/(\d+)/i, 'Postman', 'unknown'],
  [/^insomnia\/(\d+)/i, 'Insomnia', 'unknown'],
  [/^bruno-runtime\/(\d+)/i, 'Bruno', 'unknown'],
  [/^python-requests\/(\d+)/i, 'python-requests', 'service'],
  [/^python-httpx\/(\d+)/i, 'python-httpx', 'service'],
  [/aiohttp\/(\d+)/i, 'aiohttp', 'service'],
  [/^Python-urllib\/(\d+)/i, 'Python-urllib', 'service'],
  [/^python-urllib3\/(\d+)/i, 'urllib3', 'service'],
  [/^axios\/(\d+)/i, 'axios', 'service'],
  [/^node-fetch(?:\/(\d+))?/i, 'node-fetch', 'service'],
  [/^undici(?:\/(\d+))?/i, 'undici', 'service'],
  [/^got(?: |\/)\(?(?:\S*\/)?(\d+)?/i, 'got', 'service'],
  [/^node(?:\.js)?(?:\/v?(\d+))?$/i, 'node', 'service'],
  [/^Deno\/(\d+)/i, 'Deno', 'service'],
  [/^Bun\/(\d+)/i, 'Bun', 'service'],
  [/^Go-http-client\/(\d+)/i, 'Go-http-client', 'service'],
  [/^go-resty\/(\d+)/i, 'go-resty', 'service'],
  [/^grpc-([a-z+#-]{1,8})\/(?:[a-z]+\/)?(\d+)/i, 'grpc-$1', 'service'],
  [/^Java(?:-http-client)?\/(\d+)/i, 'Java', 'service'],
  [/^Apache-HttpClient\/(\d+)/i, 'Apache-HttpClient', 'service'],
  [/^(?:ReactorNetty|Spring\w*)\/(\d+)/i, 'Spring', 'service'],
  [/^Guzzle(?:Http)?\/(\d+)/i, 'Guzzle', 'service'],
  [/^(?:Faraday|rest-client|Ruby|Typhoeus)\b(?:[^/]*\/?v?(\d+))?/i, 'Ruby', 'service'],
  [/^reqwest\/(\d+)/i, 'reqwest', 'service'],
  [/^(?:libwww-perl|LWP)[^/]*\/(\d+)/i, 'Perl', 'service'],
  [/^RestSharp\/(\d+)/i, 'RestSharp', 'service'],
  [/^k6\/(\d+)/i, 'k6', 'service'],
  [
    /^(?:Prometheus|kube-probe|ELB-HealthChecker|GoogleHC|UptimeRobot|Pingdom\w*|Blackbox Exporter)\/?(\d+)?/i,
    'health check',
    'service',
  ],
  [/^(?:Stripe|GitHub-Hookshot|Slack-|Twilio|Shopify)\S*?\/(\d+)?/i, 'webhook', 'service'],
  [/^Dart\/(\d+)/i, 'Dart', 'unknown'],
  [/\bokhttp\/(\d+)/i, 'okhttp', 'unknown'],
  [/\bDalvik\/(\d+)/i, 'Dalvik', 'unknown'],
  [/\bCFNetwork\/(\d+)/i, 'CFNetwork', 'unknown'],
  [/\bAlamofire\/(\d+)/i, 'Alamofire', 'unknown'],
  [/\bReactNative\/?(\d+)?/i, 'React Native', 'unknown'],
  [/\b(ESP8266|ESP32|Arduino|MicroPython|Zephyr|RTOS|IoT)\S*?(?:\/(\d+))?/i, '$1', 'device'],
  [/\bHeadlessChrome\/(\d+)/i, 'Headless Chrome', 'service'],
  [/\bEdg(?:e|A|iOS)?\/(\d+)/i, 'Edge', 'person'],
  [/\bOPR\/(\d+)/i, 'Opera', 'person'],
  [/\bSamsungBrowser\/(\d+)/i, 'Samsung Internet', 'person'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/i, 'Firefox', 'person'],
  [/\b(?:Chrome|CriOS)\/(\d+)/i, 'Chrome', 'person'],
  [/\bVersion\/(\d+)\S* (?:Mobile\S* )?Safari\//i, 'Safari', 'person'],
  [/\b(?:bot|crawler|spider|scraper)\b/i, 'crawler', 'agent'],
];

/**
 * The family of a `User-Agent` header (RFC 9110 section 10.1.5). What the table does not know is named by its product token when that
 * reads like a name; anything else is `other`, since a header may carry anything.
 *
 * @example
 * readUserAgent('okhttp/4.12.0'); // { family: 'okhttp', label: 'okhttp 4', kind: 'unknown' }
 */
export const readUserAgent = (header: string): UserAgent => {
  if (header === '') return { family: '', label: '', kind: 'unknown' };
  const text = header.slice(0, 512);
  for (const [pattern, family, kind] of rows) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const named = family.includes('$1') ? family.replace('$1', match[1] ?? '') : family;
    const last = match.at(-1);
    const major = last !== undefined && /^\d{1,5}$/.test(last) ? ` ${last}` : '';
    return { family: named, label: `${named}${major}`, kind };
  }
  const product = /^([A-Za-z][A-Za-z.-]{1,23})(?:[/ ]v?(\d{1,4})\b|$)/.exec(text);
  if (product?.[1] !== undefined && isName(product[1])) {
    const family = product[1];
    return { family, label: product[2] === undefined ? family : `${family} ${product[2]}`, kind: 'unknown' };
  }
  return { family: 'other', label: 'other', kind: 'unknown' };
};

const isName = (text: string): boolean => text.length < 12 || wordLikeness(text) > 0.25;
