import type { AuthScheme, SightedAuth } from '../../../model/sighting.ts';
import { unknownAuth } from '../../../model/sighting.ts';
import { isList, isRecord } from '../document/json-value.ts';
import type { References } from '../document/references.ts';
import type { ContractNode } from '../document/structured-document.ts';
import type { WarningTally } from '../warning-tally.ts';

type Scheme = SightedAuth['schemes'][number];

const httpSchemes: Readonly<Record<string, AuthScheme>> = {
  basic: 'basic',
  bearer: 'bearer',
  dpop: 'bearer',
  hoba: 'signature',
  digest: 'signature',
  signature: 'signature',
  hmac: 'signature',
  mutual: 'mtls',
};

/** An API key is told by where it travels and by what is said of it. */
const keyScheme = (place: string, name: string, description: string): AuthScheme => {
  if (place === 'cookie') return 'session';
  if (/signature|hmac/i.test(name) || /\bhmac\b|signature (?:of|over)/i.test(description)) return 'signature';
  if (/^(?:proxy-)?authorization$/i.test(name)) {
    if (/\bbasic\b/i.test(description)) return 'basic';
    if (/bearer|jwt|token/i.test(description)) return 'bearer';
  }
  return 'api-key';
};

/** What a security scheme object says (OpenAPI 3.1, 4.8.27; 2.0, Security Scheme Object). */
export const schemeOf = (node: ContractNode): AuthScheme => {
  const type = (node.text('type') ?? '').toLowerCase();
  const description = `${node.key} ${node.text('description') ?? ''}`;
  // API Gateway writes signatures and authorizers beside the type.
  if (/sigv4/i.test(node.text('x-amazon-apigateway-authtype') ?? '')) return 'signature';
  if (type === 'http') {
    const scheme = (node.text('scheme') ?? '').toLowerCase();
    if (/sigv4|signature|hmac/.test(scheme)) return 'signature';
    return Object.hasOwn(httpSchemes, scheme) ? (httpSchemes[scheme] ?? 'unknown') : 'unknown';
  }
  if (type === 'apikey' || type === 'httpapikey' || type === 'userpassword') {
    return type === 'userpassword'
      ? 'basic'
      : keyScheme(node.text('in') ?? '', node.text('name') ?? '', description);
  }
  if (type === 'basic') return 'basic';
  if (type === 'bearer') return 'bearer';
  if (type === 'oauth2') return 'oauth2';
  if (type === 'openidconnect') return 'oidc';
  if (type === 'mutualtls' || type === 'x509') return 'mtls';
  if (/^(?:plain|scramsha256|scramsha512|gssapi)$/.test(type)) return 'basic';
  return 'unknown';
};

/** Judges security requirements of one contract. */
export class Security {
  readonly #schemes = new Map<string, AuthScheme>();
  readonly #references: References;
  readonly #warnings: WarningTally;

  constructor(definitions: ContractNode, references: References, warnings: WarningTally) {
    this.#references = references;
    this.#warnings = warnings;
    for (const definition of definitions.members()) {
      const node = references.follow(definition);
      if (node !== null) this.#schemes.set(definition.key, schemeOf(node));
    }
  }

  /**
   * What a `security` list asks for: one of its items; of an item, all. An empty list, or only empty items, ask for nothing; an empty item
   * among others leaves the choice.
   */
  demanded(security: ContractNode): SightedAuth {
    if (!isList(security.value)) {
      if (security.exists) this.#warnings.add('invalid-security', 'security is no list', security.place);
      return unknownAuth;
    }
    const alternatives = security.items().filter((item) => isRecord(item.value));
    const asking = alternatives.filter((item) => item.members().length > 0);
    if (asking.length === 0) {
      return { demand: 'none', schemes: [], reason: 'security: none', place: security.place };
    }
    const schemes = new Map<string, Scheme>();
    for (const alternative of asking) {
      for (const asked of alternative.members()) {
        const scopes = asked.items().flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
        const before = schemes.get(asked.key)?.scopes ?? [];
        schemes.set(asked.key, {
          scheme: this.#scheme(asked),
          name: asked.key,
          scopes: [...new Set([...before, ...scopes])],
        });
      }
    }
    const words = asking.map((alternative) => {
      const names = alternative.members().map((asked) => asked.key);
      return names.length > 1 && asking.length > 1 ? `(${names.join(' and ')})` : names.join(' and ');
    });
    const optional = asking.length < alternatives.length;
    return {
      demand: optional ? 'optional' : 'required',
      schemes: [...schemes.values()],
      reason: `security: ${[...words, ...(optional ? ['nothing'] : [])].join(' or ')}`,
      place: security.place,
    };
  }

  #scheme(asked: ContractNode): AuthScheme {
    const known = this.#schemes.get(asked.key);
    if (known !== undefined) return known;
    // OpenAPI 3.2 lets a requirement name its scheme by reference.
    if (/[#/]/.test(asked.key)) {
      const target = this.#references.target(asked.key, asked);
      if (target !== null) return schemeOf(target);
    }
    this.#warnings.add('security-undefined', `no security scheme is called “${asked.key}”`, asked.place);
    return 'unknown';
  }
}
