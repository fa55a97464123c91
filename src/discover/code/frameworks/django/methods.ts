/** Which methods a view of Django or DRF answers, and what answers them. */
import type { Expr, Stmt } from '../../ir.ts';
import { walk, walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ArgValue, ClassValue, DecoratorSite, FnValue, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, named, positional } from '../../machine/values.ts';
import { externalName, lastName } from '../python/names.ts';
import { attributeOf } from '../python/views.ts';

/** A method of HTTP and what answers it; null when a library's code does. */
export interface Answered {
  readonly method: string;
  readonly handler: FnValue | null;
  /** Name of the method of the class. */
  readonly name: string;
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Verbs that classes of Django, DRF and their neighbours answer themselves. */
const ofLibrary: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^RetrieveUpdateDestroyAPIView$/, ['get', 'put', 'patch', 'delete']],
  [/^RetrieveUpdateAPIView$/, ['get', 'put', 'patch']],
  [/^RetrieveDestroyAPIView$/, ['get', 'delete']],
  [/^ListCreateAPIView$/, ['get', 'post']],
  [/^CreateAPIView$/, ['post']],
  [/^(?:List|Retrieve)APIView$/, ['get']],
  [/^UpdateAPIView$/, ['put', 'patch']],
  [/^DestroyAPIView$/, ['delete']],
  [
    /^(?:ObtainAuthToken|Token\w+View|ObtainJSONWebToken\w*|RefreshJSONWebToken\w*|VerifyJSONWebToken\w*)$/,
    ['post'],
  ],
  [/^Spectacular\w+View$/, ['get']],
  [
    /^(?:CreateView|UpdateView|FormView|DeleteView|BaseCreateView|BaseUpdateView|BaseFormView|ProcessFormView|LoginView|PasswordChangeView|PasswordResetView|PasswordResetConfirmView|\w*WizardView|SignupView)$/,
    ['get', 'post'],
  ],
  [/^LogoutView$/, ['post']],
  [
    /^(?:TemplateView|RedirectView|\w*ListView|\w*DetailView|FilterView|SingleTableView|SingleTableMixin|MultiTableMixin|\w*ArchiveView|ArchiveIndexView|DateDetailView|JavaScriptCatalog|JSONCatalog|PasswordResetDoneView|PasswordResetCompleteView|PasswordChangeDoneView|BaseListView|BaseDetailView)$/,
    ['get'],
  ],
  [/^(?:File)?UploadView$/, ['post']],
  [/GraphQLView$/, ['post']],
];

const verbsOfLibrary = (name: string): readonly string[] =>
  ofLibrary.find(([pattern]) => pattern.test(name))?.[1] ?? [];

/** Actions that viewset classes and mixins of DRF bring. */
const actionsOfLibrary: Readonly<Record<string, readonly string[]>> = {
  ModelViewSet: ['list', 'create', 'retrieve', 'update', 'partial_update', 'destroy'],
  ReadOnlyModelViewSet: ['list', 'retrieve'],
  CreateModelMixin: ['create'],
  ListModelMixin: ['list'],
  RetrieveModelMixin: ['retrieve'],
  UpdateModelMixin: ['update', 'partial_update'],
  DestroyModelMixin: ['destroy'],
};

/** Last names of all external bases. */
function externalBases(cls: ClassValue, machine: Machine): readonly string[] {
  return machine
    .lineage(cls)
    .flatMap((one) => machine.bases(one).flatMap((base) => externalName(base) ?? []))
    .map(lastName);
}

/** Actions that a viewset has. */
export function actionsOf(cls: ClassValue, machine: Machine): ReadonlySet<string> {
  const found = new Set<string>();
  for (const base of externalBases(cls, machine))
    for (const action of Object.hasOwn(actionsOfLibrary, base) ? (actionsOfLibrary[base] ?? []) : [])
      found.add(action);
  for (const { fn } of machine.methodsOf(cls))
    if (/^(?:list|create|retrieve|update|partial_update|destroy)$/.test(fn.name)) found.add(fn.name);
  // `destroy = None` takes an inherited action away.
  for (const field of cls.cls.fields) if (field.value?.t === 'const') found.delete(field.name);
  return found;
}

/** `http_method_names` of a class, upper case; null when all are allowed. */
export function allowedMethods(cls: ClassValue, machine: Machine): ReadonlySet<string> | null {
  const value = attributeOf(cls, 'http_method_names', machine);
  const names = itemsOf(value).flatMap((one) => known(one)?.toUpperCase() ?? []);
  return names.length === 0 ? null : new Set(names);
}

/** What a class-based view answers; `args` are those of `as_view`. */
export function methodsOfClass(
  cls: ClassValue,
  args: readonly ArgValue[],
  machine: Machine,
): readonly Answered[] {
  const allowed = allowedMethods(cls, machine);
  const isAllowed = (method: string): boolean => allowed === null || allowed.has(method);
  const actions = arg({ args }, 0) ?? named({ args }, 'actions');
  if (actions?.t === 'map')
    return [...actions.entries].flatMap(([verb, action]): Answered[] => {
      const name = known(action) ?? verb;
      return isAllowed(verb.toUpperCase())
        ? [{ method: verb.toUpperCase(), handler: machine.methodOf(cls, name) ?? null, name }]
        : [];
    });
  const inherited = new Set(externalBases(cls, machine).flatMap(verbsOfLibrary));
  const found = verbs.flatMap((verb): Answered[] => {
    const handler = machine.methodOf(cls, verb);
    if (handler === undefined && !inherited.has(verb)) return [];
    const method = verb.toUpperCase();
    return isAllowed(method) ? [{ method, handler: handler ?? null, name: verb }] : [];
  });
  if (found.length > 0) return found;
  const namesAllowed =
    allowed === null ? [] : [...allowed].filter((method) => method !== 'OPTIONS' && method !== 'HEAD');
  const handler = machine.methodOf(cls, 'dispatch') ?? null;
  return namesAllowed.length > 0
    ? namesAllowed.map((method) => ({ method, handler, name: 'dispatch' }))
    : [{ method: 'ANY', handler, name: 'dispatch' }];
}

/** What a view of a library answers, by the name of its class or function. */
export function methodsOfLibrary(name: string): readonly string[] {
  if (/^obtain_(?:auth|jwt)_token$/.test(name) || /^(?:refresh|verify)_jwt_token$/.test(name))
    return ['POST'];
  if (name === 'serve') return ['GET'];
  const verbsKnown = verbsOfLibrary(name);
  return verbsKnown.length === 0 ? ['ANY'] : verbsKnown.map((verb) => verb.toUpperCase());
}

/** `request.method != 'POST'` */
function methodThatIsNot(expr: Expr): string | null {
  if (expr.t !== 'other' || expr.op !== '!=') return null;
  const [left, right] = expr.parts;
  return left?.t === 'member' && left.name === 'method' && right?.t === 'str' && isVerb.test(right.v)
    ? right.v
    : null;
}

/** Answers 405, or that there is nothing. */
function refusesMethod(body: readonly Stmt[]): boolean {
  let found = false;
  walk(body, {
    expr(expr) {
      if (expr.t === 'num' && expr.v === 405) found = true;
      const name = expr.t === 'name' ? expr.v : expr.t === 'member' ? expr.name : '';
      if (/NotAllowed|^Http404$|METHOD_NOT_ALLOWED/.test(name)) found = true;
    },
  });
  return found;
}

const isVerb = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/** `return HttpResponseNotAllowed(['POST'])` says what is allowed; so does refusing at once when the method is another. */
function allowedByBody(fn: FnValue, machine: Machine): readonly string[] | null {
  let found: readonly string[] | null = null;
  let other: string | null = null;
  walkFn(fn.fn, {
    stmt(stmt) {
      if (stmt.t === 'expr') other = methodThatIsNot(stmt.e);
      else if (stmt.t === 'block' && other !== null && refusesMethod(stmt.body)) found ??= [other];
    },
    expr(expr) {
      if (found !== null || expr.t !== 'call') return;
      const name = expr.fn.t === 'name' ? expr.fn.v : expr.fn.t === 'member' ? expr.fn.name : '';
      const [first] = expr.args;
      if (name !== 'HttpResponseNotAllowed' || first?.value.t !== 'list') return;
      const words = itemsOf(machine.evaluate(first.value, fn.env)).map(
        (one) => known(one)?.toUpperCase() ?? '',
      );
      if (words.length > 0 && words.every((word) => isVerb.test(word))) found = words;
    },
  });
  return found;
}

/** Restriction that decorators or wrappers put on a function view: `@api_view`, `@require_POST`. Null when there is none. */
export function methodsOfFunction(
  fn: FnValue,
  wrappers: readonly Value[],
  machine: Machine,
): readonly string[] | null {
  const of = (name: string, site: Pick<DecoratorSite, 'args'>): readonly string[] | null => {
    switch (name) {
      case 'api_view':
      case 'require_http_methods': {
        const given = itemsOf(
          arg(site, 0) ?? named(site, 'http_method_names') ?? named(site, 'request_method_list'),
        ).flatMap((one) => known(one)?.toUpperCase() ?? []);
        return given.length === 0 ? ['GET'] : given;
      }
      case 'require_GET':
      case 'require_safe':
        return ['GET'];
      case 'require_POST':
        return ['POST'];
      default:
        return null;
    }
  };
  for (const site of machine.decorators(fn)) {
    const found = of(lastName(externalName(site.callee) ?? ''), site);
    if (found !== null) return found;
  }
  for (const site of machine.decorators(fn)) {
    // A decorator of the project that is given verbs: `@cors("POST")`.
    const words = positional(site).map((one) => known(one)?.toUpperCase() ?? '');
    if (site.callee.t === 'fn' && words.length > 0 && words.every((word) => isVerb.test(word))) return words;
  }
  const refused = allowedByBody(fn, machine);
  if (refused !== null) return refused;
  for (const wrapper of wrappers) {
    const found = of(lastName(externalName(wrapper) ?? ''), wrapper.t === 'result' ? wrapper : { args: [] });
    if (found !== null) return found;
  }
  return null;
}
