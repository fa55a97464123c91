/** `HttpSecurity` and its friends: what the configuration of Spring Security says, by running it. */
import type { AuthScheme } from '../../../../model/sighting.ts';
import { authBy, schemeOf } from '../../routes/auth-names.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, Model, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, model, nameOf, optionsOf, positional, textsOf } from '../../machine/values.ts';
import { injectedField } from '../java/injected.ts';
import { authOfExpression, authOfFilter } from '../java/method-security.ts';
import type { Interceptor, RequestMatch, SecurityChain } from './security-rules.ts';

/** Types of parameters that are configured, and the models that stand for them. */
export const securityTypes: Readonly<Record<string, string>> = {
  HttpSecurity: 'http',
  ServerHttpSecurity: 'http',
  WebSecurity: 'ignoring',
  InterceptorRegistry: 'interceptors',
};

/** What a method of the configuration means for how callers prove who they are. */
const schemeMethods: Readonly<Record<string, AuthScheme>> = {
  httpBasic: 'basic',
  formLogin: 'session',
  oauth2ResourceServer: 'bearer',
  oauth2Login: 'oidc',
  saml2Login: 'session',
  x509: 'mtls',
};

const matcherMethod = /^(?:requestMatchers|antMatchers|mvcMatchers|pathMatchers|regexMatchers|matchers)$/;
const chainMatcher = /^(?:securityMatchers?|antMatcher|mvcMatcher|requestMatchers?|pathMatcher)$/;
const authorize = /^(?:authorizeHttpRequests|authorizeRequests|authorizeExchange)$/;

const make = (kind: string, chain: SecurityChain, data: Readonly<Record<string, unknown>> = {}): Model =>
  model('spring', `security ${kind}`, null, { ...data, chain });

/** The model that stands for `HttpSecurity` or `WebSecurity` while a chain is read. */
export const securityModel = (kind: string, chain: SecurityChain): Model => make(kind, chain);

/** The model of an interceptor registry. */
export const interceptorsModel = (interceptors: Interceptor[], file: string): Model =>
  model('spring', 'security interceptors', null, { interceptors, file });

/** A method of one of the models; undefined when it is none of these. */
export function securityMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  if (self.kind === 'security interceptors' || self.kind === 'security interceptor') {
    return interceptorMethod(self, name, site, machine);
  }
  const chain = self.data.get('chain') as SecurityChain | undefined;
  if (chain === undefined) return undefined;
  switch (self.kind) {
    case 'security http':
      return httpMethod(self, chain, name, site, machine);
    case 'security configurer':
      return configurerMethod(self, chain, name, site, machine);
    case 'security registry':
      return registryMethod(self, chain, name, site, machine);
    case 'security matched':
      return matchedMethod(self, chain, name, site, machine);
    case 'security ignoring':
      // `web.ignoring().requestMatchers("/public/**")`
      if (matcherMethod.test(name)) {
        addRule(
          chain,
          matchesIn(machine, site),
          authBy('none', 'unknown', 'ignoring', 'security is off for it'),
        );
      }
      return self;
    case 'security scope':
      if (chainMatcher.test(name) || matcherMethod.test(name))
        chain.matches.push(...matchesIn(machine, site));
      return name === 'and' ? make('http', chain) : self;
    default:
      return undefined;
  }
}

const callbackOf = (site: CallSite): (Value & { readonly t: 'fn' }) | null => {
  const first = arg(site, 0);
  return first?.t === 'fn' ? first : null;
};

function httpMethod(
  self: Model,
  chain: SecurityChain,
  name: string,
  site: CallSite,
  machine: Machine,
): Value {
  const callback = callbackOf(site);
  if (authorize.test(name)) {
    const registry = make('registry', chain);
    if (callback === null) return site.args.length === 0 ? registry : self;
    machine.invoke(callback, [registry]);
    return self;
  }
  if (chainMatcher.test(name)) {
    const scope = make('scope', chain);
    if (callback !== null) machine.invoke(callback, [scope]);
    else if (site.args.length === 0) return scope;
    else chain.matches.push(...matchesIn(machine, site));
    return self;
  }
  const scheme = schemeMethods[name];
  if (scheme !== undefined) chain.schemes.set(scheme, name);
  if (name.startsWith('addFilter')) {
    const filter = arg(site, 0);
    const auth = filter === undefined ? null : authOfFilter(filter);
    const [first] = auth?.schemes ?? [];
    if (first !== undefined)
      chain.schemes.set(first.scheme === 'unknown' ? schemeOf(first.name) : first.scheme, first.name);
    return self;
  }
  if (name === 'and' || name === 'build' || name === 'getOrBuild') return self;
  const configurer = make('configurer', chain, { scheme: scheme ?? null });
  if (callback !== null) {
    machine.invoke(callback, [configurer]);
    return self;
  }
  const [first] = positional(site);
  if (first !== undefined) {
    if (nameOf(first).endsWith('disable')) disable(configurer, chain);
    return self;
  }
  return configurer;
}

function configurerMethod(
  self: Model,
  chain: SecurityChain,
  name: string,
  site: CallSite,
  machine: Machine,
): Value {
  if (name === 'and') return make('http', chain);
  if (name === 'disable') {
    disable(self, chain);
    return make('http', chain);
  }
  if (name === 'permitAll' && self.data.get('scheme') === 'session') {
    for (const page of pagesOf(self)) addRule(chain, [page], authBy('none', 'unknown', name, 'log-in page'));
  }
  if (name === 'loginPage' || name === 'loginProcessingUrl') {
    self.data.set('pages', [...pagesOf(self), ...matchesIn(machine, site)]);
  }
  return self;
}

const pagesOf = (self: Model): readonly RequestMatch[] =>
  (self.data.get('pages') as readonly RequestMatch[] | undefined) ?? [];

function disable(configurer: Model, chain: SecurityChain): void {
  const scheme = configurer.data.get('scheme') as AuthScheme | null;
  if (scheme !== null) chain.schemes.delete(scheme);
}

function registryMethod(
  self: Model,
  chain: SecurityChain,
  name: string,
  site: CallSite,
  machine: Machine,
): Value {
  if (matcherMethod.test(name)) return make('matched', chain, { matches: matchesIn(machine, site) });
  if (name === 'anyRequest' || name === 'anyExchange') return make('matched', chain, { matches: null });
  if (name === 'dispatcherTypeMatchers') return make('matched', chain, { matches: [] });
  return name === 'and' ? make('http', chain) : self;
}

function matchedMethod(
  self: Model,
  chain: SecurityChain,
  name: string,
  site: CallSite,
  machine: Machine,
): Value {
  if (name === 'not') return self;
  const matches = self.data.get('matches') as readonly RequestMatch[] | null;
  const scopes = positional(site).flatMap((value) =>
    itemsOf(value).flatMap((one) => known(one) ?? nameOf(one)),
  );
  const told = `${
    matches === null
      ? 'any request'
      : matches
          .map((one) => one.pattern)
          .slice(0, 3)
          .join(', ')
  }: ${name}`;
  const registry = make('registry', chain);
  switch (name) {
    case 'permitAll':
    case 'anonymous':
      addRule(chain, matches, authBy('none', 'unknown', name, told));
      return registry;
    case 'authenticated':
    case 'fullyAuthenticated':
    case 'rememberMe':
    case 'denyAll':
      addRule(chain, matches, authBy('required', 'unknown', name, told));
      return registry;
    case 'hasRole':
    case 'hasAnyRole':
    case 'hasAuthority':
    case 'hasAnyAuthority':
    case 'hasScope':
    case 'hasAnyScope':
      addRule(chain, matches, authBy('required', 'unknown', name, told, scopes.slice(0, 16)));
      return registry;
    case 'access':
    case 'hasIpAddress': {
      const expression = known(arg(site, 0));
      addRule(
        chain,
        matches,
        name === 'access' && expression !== null
          ? authOfExpression(expression, 'access')
          : authBy('required', 'unknown', name, told),
      );
      return registry;
    }
    default:
      // Matchers of several methods in a row, or a way to say it that is not known.
      return matcherMethod.test(name) || name.startsWith('any')
        ? registryMethod(self, chain, name, site, machine)
        : self;
  }
}

const rulesMax = 2_000;

function addRule(
  chain: SecurityChain,
  matches: readonly RequestMatch[] | null,
  auth: SecurityChain['rules'][number]['auth'],
): void {
  if (matches !== null && matches.length === 0) return;
  if (chain.rules.length < rulesMax) chain.rules.push({ matches, auth });
}

const httpMethods = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE)$/;

/** What the arguments of a matcher stand for: patterns, a method before them, matchers that were made elsewhere. */
function matchesIn(machine: Machine, site: Pick<CallSite, 'args'>): RequestMatch[] {
  const texts: string[] = [];
  const made: RequestMatch[] = [];
  let method: string | null = null;
  const read = (value: Value): void => {
    for (const one of optionsOf(value)) {
      const put =
        one.t === 'member' && one.of.t === 'instance' ? injectedField(machine, one.of, one.name) : undefined;
      if (put !== undefined) read(put);
      else if (one.t === 'list') one.items.forEach(read);
      else if (one.t === 'result') {
        const name = nameOf(one.callee);
        if (/EndpointRequest/.test(name)) made.push({ pattern: '/actuator/**', method: null });
        else if (/toStaticResources|toH2Console/.test(name)) continue;
        else made.push(...matchesIn(machine, one));
      } else if (one.t === 'external' || one.t === 'member') {
        const last = nameOf(one).split('.').at(-1) ?? '';
        if (httpMethods.test(last)) method = last;
      } else {
        for (const text of textsOf(one)) {
          const whole = known(text);
          if (whole === null) continue;
          if (httpMethods.test(whole)) method = whole;
          else texts.push(whole);
        }
      }
    }
  };
  for (const value of positional(site)) read(value);
  return [
    ...texts.map((pattern): RequestMatch => ({ pattern, method })),
    ...made.map((one) => ({ ...one, method: one.method ?? method })),
  ];
}

function interceptorMethod(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  if (name === 'addInterceptor' || name === 'addWebRequestInterceptor') {
    const given = arg(site, 0);
    const auth = given === undefined ? null : authOfFilter(given);
    const interceptors = self.data.get('interceptors') as Interceptor[] | undefined;
    const file = self.data.get('file');
    if (auth === null || interceptors === undefined || typeof file !== 'string')
      return model('spring', 'security interceptor');
    const interceptor: Interceptor = { file, auth, includes: [], excludes: [] };
    interceptors.push(interceptor);
    return model('spring', 'security interceptor', null, { interceptor });
  }
  const interceptor = self.data.get('interceptor') as Interceptor | undefined;
  if (interceptor === undefined) return self;
  const patterns = matchesIn(machine, site).map((one) => one.pattern);
  if (name === 'addPathPatterns') interceptor.includes.push(...patterns);
  if (name === 'excludePathPatterns') interceptor.excludes.push(...patterns);
  return self;
}
