/** The rules of Spring Security's filter chains, and which of them holds for a route: the first that fits, in order. */
import type { AuthScheme, SightedAuth } from '../../../../model/sighting.ts';
import type { CodeProject } from '../../machine/machine.ts';
import { pathFits } from '../java/ant-paths.ts';
import { moduleOf, nearestModules } from '../java/settings.ts';

/** What a rule is for: a path pattern, and one method or any. */
export interface RequestMatch {
  readonly pattern: string;
  readonly method: string | null;
}

/** One rule. */
export interface SecurityRule {
  /** null: any request. */
  readonly matches: readonly RequestMatch[] | null;
  readonly auth: SightedAuth;
}

/** One filter chain while it is read. */
export interface SecurityChain {
  readonly file: string;
  readonly line: number;
  /** `@Order`; later ones come later. */
  readonly order: number;
  /** Requests it is for; none: all. */
  readonly matches: RequestMatch[];
  readonly rules: SecurityRule[];
  /** How callers prove who they are. */
  readonly schemes: Map<AuthScheme, string>;
}

/** Interceptors and filters in front of the handlers. */
export interface Interceptor {
  readonly file: string;
  readonly auth: SightedAuth;
  readonly includes: string[];
  readonly excludes: string[];
}

/** All that guards an application from outside its handlers. */
export interface Security {
  readonly chains: SecurityChain[];
  /** Rules of requests that pass by all chains. */
  readonly ignored: SecurityChain[];
  readonly interceptors: Interceptor[];
}

/** What the chains say of a route; null when they say nothing. `path` is below the context path. */
export function chainAuth(
  project: CodeProject,
  security: Security,
  file: string,
  method: string,
  path: string,
): SightedAuth | null {
  for (const { rules } of nearest(project, security.ignored, file)) {
    const rule = rules.find((one) => one.matches?.some((each) => fits(each, method, path)) === true);
    if (rule !== undefined) return rule.auth;
  }
  const chains = nearest(project, security.chains, file).toSorted((a, b) => a.order - b.order);
  for (const chain of chains) {
    if (chain.matches.length > 0 && !chain.matches.some((one) => fits(one, method, path))) continue;
    const rule = chain.rules.find(
      (one) => one.matches === null || one.matches.some((each) => fits(each, method, path)),
    );
    if (rule === undefined) break;
    return { ...withSchemes(rule.auth, chain), place: { file: chain.file, line: chain.line } };
  }
  for (const one of nearest(project, security.interceptors, file)) {
    const matching = (patterns: readonly string[]): boolean =>
      patterns.some((pattern) => pathFits(pattern, path));
    if (matching(one.excludes)) continue;
    if (one.includes.length === 0 || matching(one.includes)) return one.auth;
  }
  return null;
}

function withSchemes(auth: SightedAuth, chain: SecurityChain): SightedAuth {
  if (auth.demand !== 'required' || chain.schemes.size === 0) return auth;
  const scopes = auth.schemes.flatMap((one) => one.scopes);
  return { ...auth, schemes: [...chain.schemes].map(([scheme, name]) => ({ scheme, name, scopes })) };
}

/** Those of the modules of the build that a file belongs with. */
function nearest<T extends { readonly file: string }>(
  project: CodeProject,
  all: readonly T[],
  file: string,
): readonly T[] {
  const modules = [...new Set(all.map((one) => moduleOf(one.file)))];
  const near = nearestModules(project, moduleOf(file), modules);
  return all.filter((one) => near.includes(moduleOf(one.file)));
}

const fits = (match: RequestMatch, method: string, path: string): boolean =>
  (match.method === null || match.method === method) && pathFits(match.pattern, path);
