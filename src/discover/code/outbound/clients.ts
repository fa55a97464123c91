/** What each language calls HTTP APIs with: by the name of the callee, and where its URL stands. */
import type { LanguageId } from '../ir.ts';

/** A way to call. */
export interface ClientPattern {
  readonly languages: readonly LanguageId[];
  /** On `import.name` (`requests.get`, `net/http.NewRequest`), or on what the source writes when nothing is known (`httpClient.GetAsync`). */
  readonly callee: RegExp;
  /** Place of the URL among the arguments; -1: a keyword or option. */
  readonly url: number;
  /** Place of the method; `name`: the callee's name tells it, `option`: an option does, else GET; any other word is the method. */
  readonly method: number | string;
}

/** In this order; the first that fits holds. */
export const clientPatterns: readonly ClientPattern[] = [
  {
    languages: ['javascript'],
    callee:
      /^(?:fetch|\$fetch|(?:window|globalThis|global)\.fetch|(?:node-fetch|cross-fetch|undici|ofetch)(?:\.(?:fetch|request|default|\$fetch))?)$/,
    url: 0,
    method: 'option',
  },
  {
    languages: ['javascript'],
    callee:
      /^(?:axios|got|ky|superagent|needle|undici|wretch|redaxios)\.(?:get|post|put|patch|delete|head|options)$/,
    url: 0,
    method: 'name',
  },
  {
    languages: ['javascript'],
    callee: /^(?:axios|got|ky|superagent|request|redaxios)(?:\.request)?$/,
    url: 0,
    method: 'option',
  },
  { languages: ['javascript'], callee: /^(?:node:)?https?\.(?:request|get)$/, url: 0, method: 'option' },
  {
    languages: ['javascript'],
    callee:
      /(?:^|\.)(?:http|httpService|httpClient|axios|client|instance)\.(?:get|post|put|patch|delete|head)$/,
    url: 0,
    method: 'name',
  },
  {
    languages: ['python'],
    callee: /^(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options)$/,
    url: 0,
    method: 'name',
  },
  { languages: ['python'], callee: /^(?:requests|httpx)\.(?:request|stream)$/, url: 1, method: 0 },
  { languages: ['python'], callee: /^urllib\.request\.(?:urlopen|Request)$/, url: 0, method: 'GET' },
  {
    languages: ['python'],
    callee: /(?:^|\.)(?:session|client|http|http_client|_client|_session)\.(?:get|post|put|patch|delete)$/,
    url: 0,
    method: 'name',
  },
  { languages: ['go'], callee: /^net\/http\.(?:Get|Head|Post|PostForm)$/, url: 0, method: 'name' },
  { languages: ['go'], callee: /^net\/http\.NewRequest$/, url: 1, method: 0 },
  { languages: ['go'], callee: /^net\/http\.NewRequestWithContext$/, url: 2, method: 1 },
  {
    languages: ['java'],
    callee:
      /(?:^|\.)(?:rest|restTemplate|restOperations|template)\w*\.(?:getFor\w+|postFor\w+|put|patchForObject|delete|exchange)$/i,
    url: 0,
    method: 'name',
  },
  {
    languages: ['java'],
    callee: /(?:^|\.)(?:URI\.create|HttpRequest\.newBuilder|WebClient\.create|RestClient\.create|URL)$/,
    url: 0,
    method: 'option',
  },
  {
    languages: ['csharp'],
    callee:
      /\.(?:GetAsync|GetStringAsync|GetFromJsonAsync|GetByteArrayAsync|GetStreamAsync|PostAsync|PostAsJsonAsync|PutAsync|PutAsJsonAsync|PatchAsync|DeleteAsync)$/,
    url: 0,
    method: 'name',
  },
  { languages: ['csharp'], callee: /(?:^|\.)HttpRequestMessage$/, url: 1, method: 0 },
  {
    languages: ['ruby'],
    callee:
      /(?:^|\.)(?:HTTParty|RestClient|Faraday|Excon|HTTP|Typhoeus|Net\.HTTP)\.(?:get|post|put|patch|delete|get_response|post_form|start)$/,
    url: 0,
    method: 'name',
  },
  { languages: ['php'], callee: /(?:^|\.)Http\.(?:get|post|put|patch|delete)$/, url: 0, method: 'name' },
  {
    languages: ['php'],
    callee: /(?:^|\.)(?:client|guzzle|httpClient|http)\.(?:get|post|put|patch|delete)$/,
    url: 0,
    method: 'name',
  },
  { languages: ['php'], callee: /(?:^|\.)(?:client|guzzle|httpClient|http)\.request$/, url: 1, method: 0 },
  { languages: ['php'], callee: /^curl_init$/, url: 0, method: 'option' },
  { languages: ['rust'], callee: /(?:^|\.)reqwest(?:\.\w+)*\.get$/, url: 0, method: 'name' },
  {
    languages: ['rust'],
    callee: /(?:^|\.)(?:client|http_client|http)\.(?:get|post|put|patch|delete)$/,
    url: 0,
    method: 'name',
  },
];

/** The method that a callee's name tells: `getForObject` is GET, `PostAsync` POST. */
export function methodByName(name: string): string | null {
  const found = /(?:^|[._])(get|post|put|patch|delete|head|options)/i.exec(name.split('.').at(-1) ?? '');
  return found?.[1]?.toUpperCase() ?? null;
}
