/** Who may call: `#[IsGranted]`, `denyAccessUnlessGranted`, and `access_control` of `security.yaml` by the start of the path. */
import { parse } from 'yaml';
import type { AuthScheme, SightedAuth } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { DecoratorSite, FnValue } from '../../machine/values.ts';
import { arg, itemsOf, known, named } from '../../machine/values.ts';
import { authBy, joinAuth } from '../../routes/auth-names.ts';

interface Rule {
  readonly start: string;
  readonly isWhole: boolean;
  readonly auth: SightedAuth;
  readonly methods: readonly string[];
}

/** Rules of an application, in order. */
export interface Security {
  readonly rules: readonly Rule[];
  readonly scheme: AuthScheme;
}

const isOpen = (role: string): boolean => /PUBLIC_ACCESS|ANONYMOUSLY/.test(role);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((one) => typeof one === 'string')
    : typeof value === 'string'
      ? [value]
      : [];

/** Reads `config/packages/security.yaml`. */
export function securityOf(folder: string, machine: Machine): Security {
  const source =
    machine.project.read(`${folder}config/packages/security.yaml`) ??
    machine.project.read(`${folder}config/packages/security.yml`) ??
    machine.project.read(`${folder}app/config/security.yml`);
  if (source === null) return { rules: [], scheme: 'unknown' };
  let document: unknown;
  try {
    document = parse(source);
  } catch {
    return { rules: [], scheme: 'unknown' };
  }
  const security = record(record(document)['security']);
  const words = JSON.stringify(security['firewalls'] ?? {});
  const scheme: AuthScheme = /"jwt"|lexik|access_token|"stateless":true/.test(words)
    ? 'bearer'
    : /form_login|remember_me/.test(words)
      ? 'session'
      : /http_basic/.test(words)
        ? 'basic'
        : 'unknown';
  const control = security['access_control'];
  const rules: Rule[] = [];
  for (const one of Array.isArray(control) ? control.slice(0, 500) : []) {
    const rule = record(one);
    const path = typeof rule['path'] === 'string' ? rule['path'] : '';
    const roles = [...texts(rule['roles']), ...texts(rule['role'])];
    const methods = texts(rule['methods']).map((method) => method.toUpperCase());
    const auth = roles.some(isOpen)
      ? authBy('none', scheme, 'access_control', `access_control ${path}`)
      : authBy('required', scheme, 'access_control', `access_control ${path}`, roles.slice(0, 16));
    for (const { start, isWhole } of startsOf(path)) rules.push({ start, isWhole, auth, methods });
  }
  return { rules, scheme };
}

/** Literal starts that a pattern stands for: `^/(login|logout)$`; none when it is more than that. */
function startsOf(pattern: string): readonly { readonly start: string; readonly isWhole: boolean }[] {
  const isWhole = pattern.endsWith('$');
  const clean = pattern.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\', '');
  const found = /^([\w/.-]*)(?:\(([\w/.|-]*)\))?([\w/.-]*)$/.exec(clean);
  if (found === null || !pattern.startsWith('^')) return [];
  const [, before = '', options, after = ''] = found;
  return (options === undefined ? [''] : options.split('|')).map((one) => ({
    start: `${before}${one}${after}`,
    isWhole,
  }));
}

/** What the rules say of a path; the first that fits. */
export function controlled(security: Security, path: string, method: string): SightedAuth | null {
  const found = security.rules.find(
    ({ start, isWhole, methods }) =>
      (isWhole ? path === start : path.startsWith(start)) &&
      (methods.length === 0 || methods.includes(method)),
  );
  return found?.auth ?? null;
}

/** What attributes and the body of a controller demand. */
export function granted(
  sites: readonly DecoratorSite[],
  fn: FnValue | undefined,
  scheme: AuthScheme,
): SightedAuth | null {
  const all: SightedAuth[] = [];
  for (const site of sites) {
    if (site.callee.t !== 'external') continue;
    const name = site.callee.from.split('\\').at(-1) ?? '';
    if (name !== 'IsGranted' && name !== 'Security') continue;
    const roles = itemsOf(named(site, 'attribute') ?? arg(site, 0)).flatMap((one) => known(one) ?? []);
    all.push(
      roles.some(isOpen)
        ? authBy('none', scheme, name, `#[${name}]`)
        : authBy('required', scheme, name, `#[${name}(${roles.join(', ')})]`, roles.slice(0, 16)),
    );
  }
  if (fn !== undefined)
    walkFn(fn.fn, {
      expr(expr) {
        if (expr.t === 'call' && expr.fn.t === 'member' && expr.fn.name === 'denyAccessUnlessGranted') {
          const first = expr.args[0]?.value;
          all.push(
            authBy(
              'required',
              scheme,
              'denyAccessUnlessGranted',
              'denyAccessUnlessGranted',
              first?.t === 'str' ? [first.v] : [],
            ),
          );
        }
      },
    });
  return joinAuth(all);
}
