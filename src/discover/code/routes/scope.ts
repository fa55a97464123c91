/**
 * Route scopes: applications, routers, groups, blueprints, controllers. Each has its own routes and guards, and is mounted in others; what a
 * running application serves is composed at the end, so that the order in which files are read does not matter.
 */
import type { SightedAuth, SightedParameter, SightedPurpose } from '../../../model/sighting.ts';
import type { OperationKind } from '../../../model/operation.ts';
import { type PathPattern, rootPattern } from './template.ts';

/** Something that runs before a handler: middleware, dependency, guard, hook. */
export interface GuardOf<V> {
  /** The middleware itself; its name and body tell what it asks for. */
  readonly value: V;
  /** What it asks for, when the framework knows better than the name. */
  readonly auth?: SightedAuth;
  /** Only for paths below this one. */
  readonly path?: PathPattern;
  readonly order: number;
}

/** A route as it was registered. */
export interface RouteFactOf<V> {
  /** Upper case; `ANY` for all. */
  readonly methods: readonly string[];
  /** Relative to its scope. */
  readonly path: PathPattern;
  readonly kind: OperationKind;
  /** GraphQL field; '' else. */
  readonly field: string;
  readonly file: string;
  readonly line: number;
  readonly handler: string | null;
  readonly params: readonly SightedParameter[];
  /** Its own guards, in order. */
  readonly guards: readonly GuardOf<V>[];
  /** When the framework knows what is asked for, whatever the guards say. */
  readonly auth: SightedAuth | null;
  readonly purpose: SightedPurpose | null;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  readonly order: number;
  /** Lower when the framework had to guess. */
  readonly confidence: number;
}

/** What a framework gives to add a route; the rest is filled in. */
export type RouteGivenOf<V> = Pick<RouteFactOf<V>, 'methods' | 'path' | 'file' | 'line'> &
  Partial<RouteFactOf<V>>;

/** A scope mounted in another. */
export interface MountOf<V> {
  readonly child: ScopeOf<V>;
  readonly path: PathPattern;
  readonly guards: readonly GuardOf<V>[];
  readonly order: number;
}

/** How guards of a scope apply: to what is registered after them (Express, gin), or to everything (FastAPI, Spring, Fastify hooks). */
export type GuardReach = 'after' | 'all';

/** An application, router, group, controller; `V` is what guards are. */
export class ScopeOf<V> {
  readonly framework: string;
  /** An application serves by itself; anything else must be mounted. */
  isRoot: boolean;
  readonly file: string;
  readonly line: number;
  readonly reach: GuardReach;
  /** Its own prefix, before that of its routes and mounts. */
  prefix: PathPattern = rootPattern;
  /** Not sure to be mounted, nor sure not to be: a parameter that nobody was seen to pass. */
  isAdopted = false;
  readonly routes: RouteFactOf<V>[] = [];
  readonly mounts: MountOf<V>[] = [];
  readonly guards: GuardOf<V>[] = [];
  /** Name of the API, when the framework knows one; else that of the package. */
  api: string | null = null;
  /** Hosts it is said to answer under. */
  readonly hosts: string[] = [];
  #order = 0;

  constructor(parts: {
    readonly framework: string;
    readonly isRoot: boolean;
    readonly file: string;
    readonly line: number;
    readonly reach?: GuardReach;
    readonly prefix?: PathPattern;
  }) {
    this.framework = parts.framework;
    this.isRoot = parts.isRoot;
    this.file = parts.file;
    this.line = parts.line;
    this.reach = parts.reach ?? 'after';
    this.prefix = parts.prefix ?? rootPattern;
  }

  /** Adds a route. */
  route(given: RouteGivenOf<V>): void {
    if (this.routes.length >= routesMax) return;
    this.routes.push({
      kind: 'rest',
      field: '',
      handler: null,
      params: [],
      guards: [],
      auth: null,
      purpose: null,
      deprecated: false,
      tags: [],
      confidence: 1,
      ...given,
      order: this.next(),
    });
  }

  /** Mounts another scope under a path. */
  mount(child: ScopeOf<V>, path: PathPattern = rootPattern, guards: readonly GuardOf<V>[] = []): void {
    if (child === this || this.mounts.length >= mountsMax) return;
    this.mounts.push({ child, path, guards, order: this.next() });
  }

  /** Adds a guard. */
  guard(value: V, more: { readonly path?: PathPattern; readonly auth?: SightedAuth } = {}): void {
    this.guards.push({ value, ...more, order: this.next() });
  }

  /** Makes guards of values, for a route or a mount. */
  asGuards(values: readonly V[]): readonly GuardOf<V>[] {
    return values.map((value) => ({ value, order: this.#order }));
  }

  /** Counts up: what comes later has a higher number. */
  next(): number {
    this.#order += 1;
    return this.#order;
  }
}

const routesMax = 20_000;
const mountsMax = 5_000;
