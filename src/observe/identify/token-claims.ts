/** What a JSON Web Token says about its bearer (RFC 7519, RFC 9068), read without verifying: evidence, not proof. */

/** Claims that tell an actor. */
export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly tenant: string;
  readonly sessionId: string;
  /** Claims that only a login of a person makes: `email`, `given_name`, `amr`, ... */
  readonly personal: boolean;
  /** The token says itself that no person stands behind it. */
  readonly machine: boolean;
}

const tokenBytesMax = 8192;
const listMax = 16;
const textMax = 128;

const text = (value: unknown): string =>
  typeof value === 'string'
    ? value.slice(0, textMax)
    : typeof value === 'number' && Number.isFinite(value)
      ? String(value)
      : '';

const list = (value: unknown): readonly string[] => {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [];
  return [
    ...new Set(
      items
        .slice(0, listMax)
        .map((item) => text(item))
        .filter((item) => item !== '' && item.length <= 64),
    ),
  ].sort();
};

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** The value of the first claim that is there; a namespaced claim (`https://clinic.example/tenant`) counts by its last part. */
const firstOf = (claims: Readonly<Record<string, unknown>>, names: readonly string[]): unknown => {
  for (const name of names)
    if (Object.hasOwn(claims, name) && claims[name] !== null && claims[name] !== '') return claims[name];
  for (const [key, value] of Object.entries(claims).slice(0, 64)) {
    if (key.includes('://') && names.includes(key.slice(key.lastIndexOf('/') + 1))) return value;
  }
  return undefined;
};

const machineGrants = new Set([
  'client-credentials',
  'client_credentials',
  'jwt-bearer',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
]);
const personalClaims = [
  'email',
  'preferred_username',
  'given_name',
  'family_name',
  'name',
  'upn',
  'amr',
  'auth_time',
  'nonce',
  'phone_number',
  'birthdate',
  'nickname',
];

/**
 * Reads the claims of a compact JWT; null when it is none. Nothing of the signature is looked at. Bounded to 8 KB.
 *
 * @example
 * readTokenClaims('eyJhbGciOi…')?.subject; // 'pat_12'
 */
export const readTokenClaims = (token: string): TokenClaims | null => {
  if (token.length > tokenBytesMax || !token.startsWith('ey')) return null;
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 4 || second < 0) return null;
  try {
    const header = object(JSON.parse(Buffer.from(token.slice(0, first), 'base64url').toString('utf8')));
    if (typeof header['alg'] !== 'string') return null;
    const claims = object(
      JSON.parse(Buffer.from(token.slice(first + 1, second), 'base64url').toString('utf8')),
    );
    const subject = text(firstOf(claims, ['sub', 'user_id', 'userId', 'uid', 'oid']));
    const clientId = text(firstOf(claims, ['client_id', 'azp', 'cid', 'appid', 'clientId']));
    const realmRoles = object(claims['realm_access'])['roles'];
    return {
      issuer: text(claims['iss']),
      subject,
      clientId,
      roles: list(
        firstOf(claims, [
          'roles',
          'role',
          'cognito:groups',
          'groups',
          'authorities',
          'user_role',
          'userRole',
        ]) ?? realmRoles,
      ),
      scopes: list(firstOf(claims, ['scope', 'scp', 'scopes', 'permissions'])),
      tenant: text(
        firstOf(claims, [
          'tenant',
          'tenant_id',
          'tenantId',
          'tid',
          'org',
          'org_id',
          'orgId',
          'organization',
          'organization_id',
          'clinic',
          'clinic_id',
          'clinicId',
          'account_id',
          'workspace',
          'workspace_id',
          'company',
          'company_id',
          'customer_id',
        ]),
      ),
      sessionId: text(firstOf(claims, ['sid', 'session_id', 'sessionId', 'session_state'])),
      personal: personalClaims.some((name) => Object.hasOwn(claims, name)),
      machine:
        machineGrants.has(text(firstOf(claims, ['gty', 'grant_type', 'grantType']))) ||
        claims['idtyp'] === 'app' ||
        subject.endsWith('@clients') ||
        (clientId !== '' && (subject === '' || subject === clientId)),
    };
  } catch {
    return null;
  }
};
