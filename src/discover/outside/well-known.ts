/** Documents that sites publish about their APIs, at places that are known. */

/** A place to ask, and what may stand there. */
export interface WellKnown {
  readonly path: string;
  readonly what: 'contract' | 'oidc' | 'json' | 'graphql';
}

/** In the order in which they are asked for. */
export const wellKnown: readonly WellKnown[] = [
  { path: '/.well-known/openid-configuration', what: 'oidc' },
  { path: '/.well-known/oauth-authorization-server', what: 'oidc' },
  { path: '/.well-known/api-catalog', what: 'json' },
  ...[
    '/openapi.json',
    '/openapi.yaml',
    '/swagger.json',
    '/swagger.yaml',
    '/swagger/v1/swagger.json',
    '/v3/api-docs',
    '/v2/api-docs',
    '/api-docs',
    '/api/openapi.json',
    '/api/swagger.json',
    '/api/docs.json',
    '/api/schema/',
    '/docs/openapi.json',
  ].map((path): WellKnown => ({ path, what: 'contract' })),
  ...['/graphql', '/api/graphql', '/query', '/v1/graphql'].map(
    (path): WellKnown => ({ path, what: 'graphql' }),
  ),
];

/** What an OpenID provider's document names, as operations: method and purpose by key. */
export const oidcEndpoints: Readonly<Record<string, readonly [method: string, purpose: string]>> = {
  authorization_endpoint: ['GET', 'Start a login at the identity provider'],
  token_endpoint: ['POST', 'Exchange a grant for tokens'],
  userinfo_endpoint: ['GET', 'Claims about the user of a token'],
  jwks_uri: ['GET', 'Public keys that sign tokens'],
  revocation_endpoint: ['POST', 'Revoke a token'],
  introspection_endpoint: ['POST', 'Ask about a token'],
  end_session_endpoint: ['GET', 'End the session at the identity provider'],
  device_authorization_endpoint: ['POST', 'Start a device login'],
  registration_endpoint: ['POST', 'Register a client'],
  pushed_authorization_request_endpoint: ['POST', 'Push an authorization request'],
};

/** Asks for the root fields and their arguments only. */
export const introspectionQuery = `query {
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types { kind name description
      fields(includeDeprecated: true) { name description isDeprecated deprecationReason
        args { name description type { ...T } defaultValue } type { ...T } }
      inputFields { name description type { ...T } defaultValue }
      interfaces { ...T } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ...T } }
    directives { name description locations args { name description type { ...T } defaultValue } } } }
fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }`;
