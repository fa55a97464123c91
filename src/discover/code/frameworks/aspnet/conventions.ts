/** Conventional routing: `{controller=Home}/{action=Index}/{id?}` makes paths of the names of controllers and actions. */
import type { PathPattern } from '../../routes/template.ts';
import { readTemplate, type Tokens } from './templates.ts';

/** The pattern that new projects begin with. */
export const defaultPattern = '{controller=Home}/{action=Index}/{id?}';

/** The first pattern that fits an action; what is a default at the end is left out, as links are made. `isApi`: patterns of Web API. */
export function conventionalPaths(
  patterns: readonly string[],
  tokens: Tokens,
  params: readonly string[],
  isApi: boolean,
): readonly PathPattern[] {
  for (const pattern of patterns) {
    if (!/\{controller/i.test(pattern)) continue;
    const hasAction = /\{action/i.test(pattern);
    if (hasAction === isApi && isApi) continue;
    if (/\{area/i.test(pattern) !== (tokens.area !== '')) continue;
    return [readTemplate(filled(pattern, tokens, params))];
  }
  return [];
}

function filled(pattern: string, tokens: Tokens, params: readonly string[]): string {
  const segments: { readonly text: string; readonly isDefault: boolean }[] = [];
  for (const segment of pattern.split('/').filter((one) => one !== '')) {
    const match = /^\{(\*{0,2})(\w+)(?::([^=?}]*))?(?:=([^}]*))?(\?)?\}$/.exec(segment);
    if (match === null) {
      segments.push({ text: segment, isDefault: false });
      continue;
    }
    const [, star = '', name = '', , byDefault, mayMiss] = match;
    const token = name.toLowerCase();
    const value =
      token === 'controller'
        ? tokens.controller
        : token === 'action'
          ? tokens.action
          : token === 'area'
            ? tokens.area
            : null;
    if (value !== null) segments.push({ text: value, isDefault: value === byDefault });
    else if (params.includes(name)) segments.push({ text: `{${star}${name}}`, isDefault: false });
    else if (mayMiss === undefined && byDefault === undefined)
      segments.push({ text: segment, isDefault: false });
  }
  while (segments.at(-1)?.isDefault === true) segments.pop();
  return `/${segments.map((one) => one.text).join('/')}`;
}
