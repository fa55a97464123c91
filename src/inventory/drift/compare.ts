/** Drift: what changed between two versions of an inventory, and how much it matters. */

/** One operation of a version, as far as changes of it matter. */
export interface VersionedOperation {
  readonly method: string;
  readonly path: string;
  readonly service: string;
  readonly lifecycle: string;
  readonly params: readonly { readonly name: string; readonly in: string; readonly type: string }[];
  readonly dataClasses: readonly string[];
  readonly auth: {
    readonly demand: string;
    readonly schemes: readonly string[];
    /** What the contract and the code say by themselves: one may drop it while the other still asks. */
    readonly declared?: string;
    readonly coded?: string;
  };
  readonly sources: readonly { readonly kind: string; readonly file?: string; readonly line?: number }[];
}

/** A version of an inventory. */
export interface InventoryVersion {
  readonly id: string;
  readonly atMs: number;
  readonly operations: readonly VersionedOperation[];
}

/** What kind of change. */
export type DriftKind =
  | 'operation-added'
  | 'operation-removed'
  | 'parameter-added'
  | 'parameter-removed'
  | 'parameter-type'
  | 'data-class-added'
  | 'data-class-removed'
  | 'auth-dropped'
  | 'auth-added'
  | 'auth-changed'
  | 'lifecycle';

/** How much it matters. */
export type DriftSeverity = 'high' | 'medium' | 'low' | 'info';

/** One change. */
export interface DriftChange {
  readonly kind: DriftKind;
  readonly severity: DriftSeverity;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** In words, fit for a person who reviews. */
  readonly text: string;
  /** `src/routes.ts:12` when code tells. */
  readonly place: string | null;
}

/** What changed. */
export interface Drift {
  readonly from: { readonly id: string; readonly atMs: number };
  readonly to: { readonly id: string; readonly atMs: number };
  /** Worst first. */
  readonly changes: readonly DriftChange[];
}

/** Order of severities. */
export const driftSeverities: readonly DriftSeverity[] = ['high', 'medium', 'low', 'info'];

/** What is a matter of a person's safety or money when it gets out; the names of data classes tell. */
const restricted =
  /password|secret|token|key|card|iban|bank|ssn|national|passport|tax|health|diagnos|medic|icd|biometric|income|ethnic|one-time|jwt|session/;

/** Fields that callers should hardly ever set. */
const powerful =
  /^(?:is_?)?(?:admin|root|superuser|staff|role|roles|permissions?|scopes?|owner(?:_?id)?|tenant(?:_?id)?|balance|verified|status|price|discount|plan)$/i;

/**
 * Compares two versions. Operations are the same when method and template are, whatever parameters are called; services that were renamed do not
 * make every operation new.
 *
 * @example
 * compareVersions(yesterday, today).changes[0]?.text; // 'GET /users/{id} no longer asks for a credential'
 */
export function compareVersions(before: InventoryVersion, after: InventoryVersion): Drift {
  const old = indexOf(before.operations);
  const now = indexOf(after.operations);
  const changes: DriftChange[] = [];
  for (const [key, operation] of now) {
    const was = old.get(key);
    if (was === undefined) changes.push(added(operation));
    else changes.push(...changed(was, operation));
  }
  for (const [key, operation] of old) {
    if (now.has(key)) continue;
    changes.push(change(operation, 'operation-removed', 'info', `${nameOf(operation)} is gone`));
  }
  changes.sort(
    (a, b) =>
      driftSeverities.indexOf(a.severity) - driftSeverities.indexOf(b.severity) ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1),
  );
  return {
    from: { id: before.id, atMs: before.atMs },
    to: { id: after.id, atMs: after.atMs },
    changes,
  };
}

const nameOf = ({ method, path }: VersionedOperation): string => `${method} ${path}`;

const bare = ({ method, path }: VersionedOperation): string =>
  `${method} ${path.replace(/\{[^{}]*\}/g, '{}')}`;

/** By method and template; where several services have the same, by their order as well, so that a service may be renamed. */
function indexOf(operations: readonly VersionedOperation[]): ReadonlyMap<string, VersionedOperation> {
  const seen = new Map<string, number>();
  const found = new Map<string, VersionedOperation>();
  for (const one of [...operations].sort((a, b) => (a.service < b.service ? -1 : 1))) {
    const key = bare(one);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    found.set(`${key} ${nth}`, one);
  }
  return found;
}

function change(
  operation: VersionedOperation,
  kind: DriftKind,
  severity: DriftSeverity,
  text: string,
): DriftChange {
  const code = operation.sources.find(({ kind: source, file }) => source === 'code' && file !== undefined);
  const { service, method, path } = operation;
  return {
    kind,
    severity,
    service,
    method,
    path,
    text,
    place: code === undefined ? null : `${code.file}${code.line === undefined ? '' : `:${code.line}`}`,
  };
}

function added(operation: VersionedOperation): DriftChange {
  const carries = operation.dataClasses.filter((id) => restricted.test(id));
  const open = operation.auth.demand === 'none' || operation.auth.demand === 'optional';
  const severity: DriftSeverity =
    open && carries.length > 0
      ? 'high'
      : open || carries.length > 0 || operation.lifecycle === 'shadow'
        ? 'medium'
        : 'low';
  const notes = [
    ...(open ? ['asks for no credential'] : []),
    ...(carries.length > 0 ? [`carries ${carries.slice(0, 4).join(', ')}`] : []),
    ...(operation.lifecycle === 'shadow' ? ['is in no contract'] : []),
  ];
  const words = notes.length === 0 ? '' : `; it ${notes.join(', ')}`;
  return change(operation, 'operation-added', severity, `${nameOf(operation)} is new${words}`);
}

function changed(was: VersionedOperation, now: VersionedOperation): readonly DriftChange[] {
  const changes: DriftChange[] = [];
  const say = (kind: DriftKind, severity: DriftSeverity, text: string): void => {
    changes.push(change(now, kind, severity, `${nameOf(now)} ${text}`));
  };
  const asked = was.auth.demand === 'required';
  if (asked && (now.auth.demand === 'none' || now.auth.demand === 'optional'))
    say('auth-dropped', 'high', 'no longer asks for a credential');
  else if (asked && now.auth.demand === 'unknown')
    say('auth-dropped', 'medium', 'is no longer seen to ask for a credential');
  else if (!asked && now.auth.demand === 'required') say('auth-added', 'info', 'asks for a credential now');
  else if (asked && now.auth.demand === 'required') {
    const [before, after] = [was.auth.schemes, now.auth.schemes].map((all) => [...all].sort().join(', '));
    if (before !== after && before !== '' && after !== '' && was.auth.coded === now.auth.coded)
      say('auth-changed', 'low', `asks for ${after} instead of ${before}`);
  }
  for (const [side, words] of [
    ['coded', 'is no longer seen to be guarded by the code'],
    ['declared', 'is no longer said by the contract to ask for a credential'],
  ] as const)
    if (
      asked &&
      now.auth.demand === 'required' &&
      was.auth[side] === 'required' &&
      now.auth[side] !== undefined &&
      now.auth[side] !== 'required'
    )
      say('auth-dropped', side === 'coded' ? 'high' : 'medium', words);
  for (const id of now.dataClasses)
    if (!was.dataClasses.includes(id))
      say('data-class-added', restricted.test(id) ? 'high' : 'medium', `carries ${id} now`);
  for (const id of was.dataClasses)
    if (!now.dataClasses.includes(id)) say('data-class-removed', 'info', `does not carry ${id} any more`);
  const places = (all: VersionedOperation['params']) =>
    new Map(all.filter((one) => one.in !== 'path').map((one) => [`${one.in} ${one.name}`, one]));
  const before = places(was.params);
  const after = places(now.params);
  for (const [key, one] of after) {
    const old = before.get(key);
    if (old === undefined)
      say(
        'parameter-added',
        powerful.test(one.name) ? 'medium' : 'low',
        `takes ${one.in} parameter ${one.name} now`,
      );
    else if (old.type !== one.type && old.type !== 'unknown' && one.type !== 'unknown')
      say(
        'parameter-type',
        'low',
        `takes ${one.in} parameter ${one.name} as ${one.type} instead of ${old.type}`,
      );
  }
  for (const [key, one] of before)
    if (!after.has(key))
      say('parameter-removed', 'info', `does not take ${one.in} parameter ${one.name} any more`);
  if (was.lifecycle !== now.lifecycle)
    say(
      'lifecycle',
      now.lifecycle === 'zombie' || now.lifecycle === 'shadow' ? 'medium' : 'info',
      `was ${was.lifecycle}, is ${now.lifecycle}`,
    );
  return changes;
}
