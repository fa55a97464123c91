/**
 * Tells the actor of a request by its credentials, the strongest first: client certificate, token subject of a person, API key, token,
 * basic user, session, and without any, network and fingerprint. What is kept are keyed hashes; a credential is never written down.
 */
import type { ActorKind, ActorSeen } from '../../model/actor.ts';
import type { AuthKind, Interned } from '../../model/exchange.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { type KeyedHash, intern } from '../content-hash.ts';
import type { ReadCookies } from './cookies.ts';
import { keyPrefix, maskedLabel, plainClaim } from './masking.ts';
import { type TokenClaims, readTokenClaims } from './token-claims.ts';
import type { UserAgent } from './user-agent.ts';

/** Credentials and traces of a request. */
export interface ActorTraces {
  readonly certificateSubject: string;
  readonly authorization: string;
  /** Key headers and query keys. */
  readonly keys: readonly {
    readonly in: 'header' | 'query';
    readonly name: string;
    readonly value: string;
  }[];
  readonly cookies: ReadCookies | null;
  readonly userAgent: UserAgent;
  readonly userAgentText: string;
  readonly acceptLanguage: string;
  /** Hash of the order of the headers that every client of one make sends. */
  readonly headerOrder: number;
  readonly network: string;
  readonly signature: string;
}

/** Which credentials came, and who they tell. */
export interface ReadActor {
  readonly auth: readonly AuthKind[];
  readonly authNames: readonly string[];
  /** Names the pair of lists: equal lists, equal text. */
  readonly authKey: string;
  readonly actor: Interned<ActorSeen>;
}

interface Credential {
  readonly auth: AuthKind;
  readonly name: string;
  /** Null for a credential that tells nobody by itself. */
  readonly actor: Omit<ActorSeen, 'agent'> | null;
  readonly claims: TokenClaims | null;
}

const personRoles =
  /^(patient|doctor|physician|nurse|user|member|customer|admin|clinic_?admin|clinic-admin|administrator|employee|staff|manager|owner|editor|viewer|student|teacher|receptionist|practitioner|owner|operator|support|analyst|guest|super_?admin)s?$/i;
const partnerRoles = /partner|vendor|third-?party|affiliate|supplier|reseller/i;
const serviceRoles =
  /^(service|svc|system|machine|m2m|integration|internal|backend|worker|bot|daemon|cron)([-_:].*)?$|service[-_]?account|integration/i;
const deviceRoles = /device|sensor|terminal|kiosk|iot/i;
const agentRoles = /(^|[-_:])(ai|agent|assistant|mcp)([-_:]|$)/i;

const kindByNames = (names: readonly string[]): ActorKind | null => {
  for (const name of names) {
    if (partnerRoles.test(name)) return 'partner';
    if (agentRoles.test(name)) return 'agent';
    if (deviceRoles.test(name)) return 'device';
    if (serviceRoles.test(name)) return 'service';
  }
  return names.some((name) => personRoles.test(name)) ? 'person' : null;
};

const kindOfClaims = (claims: TokenClaims): ActorKind => {
  const lead = /^([A-Za-z]{2,12})[-_:|]/.exec(claims.subject)?.[1] ?? '';
  const told = kindByNames([...claims.roles, ...(lead === '' ? [] : [lead])]);
  if (told !== null && told !== 'person') return told;
  if (claims.machine) return kindByNames([claims.clientId]) ?? 'service';
  if (told === 'person' || claims.personal || claims.sessionId !== '') return 'person';
  return 'unknown';
};

/** `named` keeps apart what cannot be shown. */
const optional = (
  claims: TokenClaims,
  named: (value: string) => string,
): Pick<ActorSeen, 'issuer' | 'clientId' | 'roles' | 'scopes' | 'tenant'> => {
  const issuer = plainClaim(claims.issuer);
  const clientId = named(claims.clientId);
  const tenant = named(claims.tenant);
  const roles = claims.roles.map(plainClaim).filter((role) => role !== '');
  const scopes = claims.scopes.map(plainClaim).filter((scope) => scope !== '');
  return {
    ...(issuer === '' ? {} : { issuer }),
    ...(clientId === '' ? {} : { clientId }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(tenant === '' ? {} : { tenant }),
  };
};

/** Reads actors; caches are bounded by entries and by the length of what they hold. */
export class ActorReader {
  readonly #hash: KeyedHash;
  readonly #credentials = new BoundedCache<string, Credential>(4096);
  /** By the exact header; with the agent that it came from last. */
  readonly #bearers = new BoundedCache<string, { readonly agent: string; readonly read: ReadActor }>(8192);
  readonly #read = new BoundedCache<string, ReadActor>(8192);
  /** Session id (hashed) -> the actor that a token named together with it. */
  readonly #logins = new BoundedCache<string, Omit<ActorSeen, 'agent'>>(16_384);

  constructor(hash: KeyedHash) {
    this.#hash = hash;
  }

  read(traces: ActorTraces): ReadActor {
    const { authorization, cookies, keys, certificateSubject, userAgent } = traces;
    const session = cookies?.session ?? null;
    // One credential in one header is the common case: then that header and the agent decide everything.
    const plain =
      session === null && keys.length === 0 && certificateSubject === '' && traces.signature === '';
    if (plain && authorization !== '') {
      const known = this.#bearers.get(authorization);
      if (known !== undefined && known.agent === userAgent.label) return known.read;
      const made = this.#decide([this.#authorization(authorization)], traces);
      if (authorization.length <= 2048)
        this.#bearers.set(authorization, { agent: userAgent.label, read: made });
      return made;
    }
    if (plain) {
      const key = `${traces.network}\n${traces.headerOrder}\n${traces.acceptLanguage}\n${traces.userAgentText}`;
      const known = this.#read.get(key);
      if (known !== undefined) return known;
      const made = this.#decide([], traces);
      if (key.length <= 1024) this.#read.set(key, made);
      return made;
    }
    const credentials: Credential[] = [];
    if (certificateSubject !== '') credentials.push(this.#certificate(certificateSubject));
    if (authorization !== '') credentials.push(this.#authorization(authorization));
    for (const { in: place, name, value } of keys) credentials.push(this.#key(place, name, value));
    if (session !== null) credentials.push(this.#session(session.name, session.value));
    if (traces.signature !== '')
      credentials.push({ auth: 'signature', name: traces.signature, actor: null, claims: null });
    return this.#decide(credentials, traces);
  }

  #decide(credentials: readonly Credential[], traces: ActorTraces): ReadActor {
    const chosen = this.#choose(credentials) ?? this.#fingerprint(traces);
    const kind = chosen.kind === 'unknown' ? traces.userAgent.kind : chosen.kind;
    const agent = traces.userAgent.family;
    const auth = credentials.map((credential) => credential.auth);
    const authNames = credentials.map((credential) => credential.name);
    return {
      auth,
      authNames,
      authKey: auth.map((kind, index) => `${kind} ${authNames[index] ?? ''}`).join(','),
      actor: this.#interned({ ...chosen, kind, ...(agent === '' ? {} : { agent }) }),
    };
  }

  readonly #actors = new BoundedCache<string, Interned<ActorSeen>>(16_384);

  #interned(actor: ActorSeen): Interned<ActorSeen> {
    const key = JSON.stringify(actor);
    let known = this.#actors.get(key);
    if (known === undefined) {
      known = intern(actor);
      this.#actors.set(key, known);
    }
    return known;
  }

  #choose(credentials: readonly Credential[]): Omit<ActorSeen, 'agent'> | null {
    const by = (evidence: ActorSeen['evidence']): Credential | undefined =>
      credentials.find((credential) => credential.actor?.evidence === evidence);
    const token = by('token-subject');
    const session = credentials.find((credential) => credential.auth === 'session-cookie');
    if (token?.actor && session?.actor?.evidence === 'session')
      this.#logins.set(session.actor.id, token.actor);
    const certificate = by('client-certificate');
    if (certificate?.actor) return certificate.actor;
    // An app's key is shared by all its users; the token beside it says which of them acts.
    if (token?.actor && token.claims?.machine !== true && token.claims?.subject !== '') return token.actor;
    const key = by('api-key');
    const chosen = key?.actor ?? token?.actor ?? by('basic')?.actor ?? null;
    if (chosen !== null) return chosen;
    const alone = by('session')?.actor ?? null;
    return alone === null ? null : (this.#logins.get(alone.id) ?? alone);
  }

  #remembered(key: string, make: () => Credential): Credential {
    const known = this.#credentials.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (key.length <= 2048) this.#credentials.set(key, made);
    return made;
  }

  #authorization(header: string): Credential {
    return this.#remembered(`a ${header}`, () => {
      const text = header.slice(0, 8192).trim();
      const space = text.indexOf(' ');
      const scheme = (space < 0 ? '' : text.slice(0, space)).toLowerCase();
      const value = space < 0 ? text : text.slice(space + 1).trim();
      if (scheme === 'basic') return this.#basic(value);
      if (scheme === 'bearer' || scheme === 'jwt' || scheme === 'dpop' || scheme === '')
        return this.#bearer('authorization', value);
      if (
        scheme === 'apikey' ||
        scheme === 'api-key' ||
        scheme === 'token' ||
        scheme === 'key' ||
        scheme === 'x-api-key'
      ) {
        return value.startsWith('ey') && readTokenClaims(value) !== null
          ? this.#bearer('authorization', value)
          : this.#key('header', 'authorization', value);
      }
      if (
        scheme === 'signature' ||
        scheme === 'hmac' ||
        scheme.startsWith('aws4-hmac') ||
        scheme === 'digest' ||
        scheme === 'hawk'
      ) {
        const id = /(?:keyId|Credential|username|id)="?([^",/\s]{1,128})/i.exec(value)?.[1];
        return {
          auth: scheme === 'digest' ? 'other' : 'signature',
          name: 'authorization',
          claims: null,
          actor: id === undefined ? null : this.#keyActor(id, ''),
        };
      }
      return {
        auth: 'other',
        name: 'authorization',
        claims: null,
        actor: value.length >= 8 ? this.#keyActor(value, '') : null,
      };
    });
  }

  #bearer(name: string, token: string): Credential {
    const claims = readTokenClaims(token);
    if (claims !== null) {
      const who = claims.subject === '' ? claims.clientId : claims.subject;
      if (who !== '') return { auth: 'bearer-jwt', name, claims, actor: this.#claimsActor(claims, who) };
      return { auth: 'bearer-jwt', name, claims, actor: this.#opaqueActor(token) };
    }
    const prefix = keyPrefix(token);
    return {
      auth: 'bearer-opaque',
      name,
      claims: null,
      actor: prefix === '' ? this.#opaqueActor(token) : this.#keyActor(token, ''),
    };
  }

  #claimsActor(claims: TokenClaims, who: string): Omit<ActorSeen, 'agent'> {
    const actor: Omit<ActorSeen, 'agent'> = {
      id: `token-subject:${this.#hash.of('subject', `${claims.issuer}\n${who}`)}`,
      evidence: 'token-subject',
      kind: kindOfClaims(claims),
      confidence: claims.subject === '' ? 0.9 : 0.95,
      label: this.#named(who),
      ...optional(claims, (value) => (value === '' ? '' : plainClaim(value) || this.#named(value))),
    };
    if (claims.sessionId !== '') this.#logins.set(this.#sessionId(claims.sessionId), actor);
    return actor;
  }

  /** Masked; what lost its end gets four characters of its hash, so that two are told apart. */
  #named(value: string): string {
    const masked = maskedLabel(value);
    return masked.endsWith('…') ? `${masked}${this.#hash.of('label', value).slice(0, 4)}` : masked;
  }

  #opaqueActor(token: string): Omit<ActorSeen, 'agent'> {
    const hash = this.#hash.of('session', token);
    return {
      id: `session:${hash}`,
      evidence: 'session',
      kind: 'unknown',
      confidence: 0.75,
      label: `token ${hash.slice(0, 6)}`,
    };
  }

  #key(place: 'header' | 'query', name: string, value: string): Credential {
    return this.#remembered(`k ${place} ${name} ${value}`, () => {
      const auth = place === 'header' ? 'api-key-header' : 'api-key-query';
      const claims = value.startsWith('ey') ? readTokenClaims(value) : null;
      if (claims !== null && claims.subject !== '')
        return { auth, name, claims, actor: this.#claimsActor(claims, claims.subject) };
      return { auth, name, claims: null, actor: this.#keyActor(value, name) };
    });
  }

  #keyActor(key: string, name: string): Omit<ActorSeen, 'agent'> {
    const hash = this.#hash.of('api-key', key);
    const prefix = keyPrefix(key);
    const kind =
      kindByNames([name, ...prefix.split(/[_-]/)].filter((part) => part !== '')) ??
      (/^(pk|pub|public)[_-]/.test(prefix) ? 'unknown' : 'service');
    return {
      id: `api-key:${hash}`,
      evidence: 'api-key',
      kind: kind === 'person' ? 'service' : kind,
      confidence: 0.9,
      label: prefix === '' ? `key ${hash.slice(0, 6)}` : `${prefix}… ${hash.slice(0, 4)}`,
    };
  }

  #basic(encoded: string): Credential {
    const decoded = Buffer.from(encoded.slice(0, 2048), 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const user = colon < 0 ? decoded : decoded.slice(0, colon);
    if (user === '') return { auth: 'basic', name: 'authorization', claims: null, actor: null };
    return {
      auth: 'basic',
      name: 'authorization',
      claims: null,
      actor: {
        id: `basic:${this.#hash.of('basic', user)}`,
        evidence: 'basic',
        kind: kindByNames(user.split(/[-_.@]/)) ?? (user.includes('@') ? 'person' : 'unknown'),
        confidence: 0.9,
        label: this.#named(user),
      },
    };
  }

  #sessionId(value: string): string {
    return `session:${this.#hash.of('session', value)}`;
  }

  #session(name: string, value: string): Credential {
    const claims = value.startsWith('ey')
      ? this.#remembered(`s ${value}`, () => this.#bearer(name, value))
      : null;
    if (claims?.actor?.evidence === 'token-subject') return { ...claims, auth: 'session-cookie', name };
    const id = this.#sessionId(value);
    return {
      auth: 'session-cookie',
      name,
      claims: null,
      actor: {
        id,
        evidence: 'session',
        kind: 'unknown',
        confidence: 0.8,
        label: `session ${id.slice(8, 14)}`,
      },
    };
  }

  #certificate(subject: string): Credential {
    return this.#remembered(`c ${subject}`, () => {
      const common =
        /(?:^|[,/\n]\s*)CN\s*=\s*([^,/\n]{1,128})/i.exec(subject)?.[1]?.trim() ?? subject.slice(0, 128);
      return {
        auth: 'client-certificate',
        name: 'certificate',
        claims: null,
        actor: {
          id: `client-certificate:${this.#hash.of('certificate', subject)}`,
          evidence: 'client-certificate',
          kind:
            kindByNames(subject.split(/[,/\n=.\s]+/).filter((part) => part !== '')) ??
            (common.includes('@') || common.includes(' ') ? 'person' : 'service'),
          confidence: 0.99,
          label:
            /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(common) && common.split('.').every((part) => part.length < 24)
              ? common
              : maskedLabel(common),
        },
      };
    });
  }

  #fingerprint(traces: ActorTraces): Omit<ActorSeen, 'agent'> {
    const hash = this.#hash.of(
      'fingerprint',
      `${traces.network}\n${traces.userAgentText}\n${traces.acceptLanguage}\n${traces.headerOrder}`,
    );
    const { kind, label } = traces.userAgent;
    return {
      id: `network-fingerprint:${hash}`,
      evidence: 'network-fingerprint',
      kind: kind === 'agent' || kind === 'device' ? kind : 'anonymous',
      confidence: 0.4,
      label: `${label === '' ? 'client' : label} from ${traces.network}`,
    };
  }
}
