/** Projects of a solution (`.csproj`), and what each says about who may call: schemes, fallback policies, path bases. */
import type { AuthScheme } from '../../../../model/sighting.ts';
import { walk } from '../../ir-walk.ts';
import type { Expr, Module } from '../../ir.ts';
import type { CodeProject, Machine } from '../../machine/machine.ts';

/** What one project says for all its routes. */
export interface ProjectFacts {
  readonly schemes: Map<AuthScheme, string>;
  /** Everything asks for a caller unless it says otherwise: a fallback policy, a filter of all controllers. */
  requiresAll: string | null;
  /** Prefix that FastEndpoints puts before its routes. */
  routePrefix: string;
  /** Controllers are mapped by patterns: `{controller=Home}/{action=Index}/{id?}`. */
  readonly conventional: string[];
}

/** Facts by project folder. */
export class Projects {
  readonly #folders: readonly string[];
  readonly #facts = new Map<string, ProjectFacts>();

  constructor(project: Pick<CodeProject, 'files'>) {
    this.#folders = project.files
      .filter((file) => file.endsWith('.csproj'))
      .map((file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))))
      .sort((a, b) => b.length - a.length);
  }

  /** The folder of the project that a file belongs to. */
  folderOf(file: string): string {
    return this.#folders.find((folder) => folder === '' || file.startsWith(`${folder}/`)) ?? '';
  }

  /** Facts of the project that a file belongs to. */
  of(file: string): ProjectFacts {
    const folder = this.folderOf(file);
    let facts = this.#facts.get(folder);
    if (facts === undefined) {
      facts = { schemes: new Map(), requiresAll: null, routePrefix: '', conventional: [] };
      this.#facts.set(folder, facts);
    }
    return facts;
  }

  /** Facts that hold for a file: its project's own; those of the only project that has some for a library. */
  for<T>(file: string, told: (facts: ProjectFacts) => T | null): T | null {
    const own = told(this.of(file));
    if (own !== null) return own;
    const others = [...this.#facts.values()].flatMap((facts) => told(facts) ?? []);
    return others.length === 1 ? (others[0] ?? null) : null;
  }
}

/** The projects of a run. */
export const projectsOf = (machine: Machine): Projects =>
  machine.notes('aspnet projects', () => new Projects(machine.project));

const schemeCalls: readonly (readonly [RegExp, AuthScheme])[] = [
  [
    /^AddJwtBearer|^AddMicrosoftIdentityWebApi|^AddBearerToken|^AddIdentityApiEndpoints|^AddOAuth2Introspection|^AddOpenIddictValidation|^AddIdentityServerJwt/,
    'bearer',
  ],
  [/^AddCookie|^AddIdentityCookies|^AddDefaultIdentity|^AddApplicationCookie/, 'session'],
  [/^AddOpenIdConnect|^AddMicrosoftIdentityWebApp|^AddKeycloak/, 'oidc'],
  [/^AddApiKey/i, 'api-key'],
  [/^AddBasic/, 'basic'],
  [/^AddCertificate/, 'mtls'],
];

/** Reads what a file says for its project. */
export function readFacts(machine: Machine, module: Module): void {
  if (!module.body.some((one) => one.t !== 'import')) return;
  const facts = (): ProjectFacts => projectsOf(machine).of(module.file);
  walk(module.body, {
    expr(expr) {
      if (expr.t === 'call' && expr.fn.t === 'member') {
        const { name } = expr.fn;
        if (!/^(?:Add|Set)/.test(name)) return;
        const scheme = schemeCalls.find(([pattern]) => pattern.test(name));
        if (scheme !== undefined) facts().schemes.set(scheme[1], name);
        if (name === 'SetFallbackPolicy') facts().requiresAll = 'fallback policy';
        if (name === 'Add' && expr.args.some(({ value }) => isAuthorizeFilter(value))) {
          facts().requiresAll = 'AuthorizeFilter for all controllers';
        }
      } else if (expr.t === 'assign' && expr.to.t === 'member') {
        if (expr.to.name === 'FallbackPolicy' && expr.value.t !== 'const')
          facts().requiresAll = 'fallback policy';
        if (expr.to.name === 'RoutePrefix' && expr.value.t === 'str') facts().routePrefix = expr.value.v;
      }
    },
  });
}

const isAuthorizeFilter = (value: Expr): boolean =>
  value.t === 'call' && value.isNew === true && value.fn.t === 'name' && value.fn.v === 'AuthorizeFilter';
