/** What a handler was seen to ask of a request. */
import type {
  AuthScheme,
  ParameterIn,
  ParameterType,
  SightedParameter,
} from '../../../../../model/sighting.ts';

/** One thing that is read. Its type is often told later, when it is converted. */
export interface ReadParameter {
  readonly name: string;
  readonly in: ParameterIn;
  type: ParameterType;
  readonly required: boolean | null;
  /** Only of requests without a body, or only of those with one: what `Bind` reads depends on the method. */
  readonly when: 'always' | 'bodiless' | 'bodied';
}

const parametersMax = 200;

/** Headers that are about the message and its sender rather than for the operation; OpenAPI leaves the first three to other places. */
const common =
  /^(?:authorization|content-type|accept|content-length|content-encoding|accept-\w+|host|connection|upgrade|user-agent|referer|origin|cookie|cache-control|pragma|if-\w+(?:-\w+)*|x-forwarded-\w+|x-real-ip|true-client-ip|forwarded|traceparent)$/i;

/** Gathers what one handler reads. */
export class HandlerReading {
  readonly #parameters: ReadParameter[] = [];
  /** Credentials that the handler itself looks at. */
  readonly credentials = new Set<AuthScheme>();
  #refuses: 401 | 403 | null = null;

  /** The status with which it was seen to refuse callers; 401 before 403. */
  get refuses(): 401 | 403 | null {
    return this.#refuses;
  }

  /** Notes that callers are refused. */
  refuse(status: 401 | 403): void {
    if (this.#refuses !== 401) this.#refuses = status;
  }

  /** Notes a parameter; the one that is there already when it was read before. */
  add(
    name: string,
    where: ParameterIn,
    more: Partial<Pick<ReadParameter, 'type' | 'required' | 'when'>> = {},
  ): ReadParameter | null {
    if (where === 'header' && common.test(name)) {
      if (/^authorization$/i.test(name)) this.credentials.add('bearer');
      return null;
    }
    // Credentials belong to what is asked for, not to what is told.
    if (
      where === 'header' &&
      /api-?key|auth-?key|secret-?key|(?:auth|access|session)-?(?:token|id)$/i.test(name)
    ) {
      this.credentials.add(/session/i.test(name) ? 'session' : /key/i.test(name) ? 'api-key' : 'bearer');
      return null;
    }
    if (where === 'cookie' && /session|token|auth|sid$/i.test(name)) this.credentials.add('session');
    if (name === '' || name.length > 200) return null;
    // A form comes in a body.
    const { when = where === 'form' ? 'bodied' : 'always', required = null, type } = more;
    const known = this.#parameters.find((one) => one.name === name && one.in === where && one.when === when);
    if (known !== undefined) return known;
    const read: ReadParameter = { name, in: where, type: type ?? usualType(where), required, when };
    if (this.#parameters.length < parametersMax) this.#parameters.push(read);
    return read;
  }

  /** What is read of requests with a method. */
  parametersFor(method: string): readonly SightedParameter[] {
    const bodiless = method === 'GET' || method === 'HEAD' || method === 'DELETE' || method === 'OPTIONS';
    const seen = new Set<string>();
    return this.#parameters
      .filter(({ when }) => when === 'always' || method === 'ANY' || (when === 'bodiless') === bodiless)
      .filter(({ name, in: where }) => {
        const key = `${where} ${name}`;
        return !seen.has(key) && seen.add(key);
      })
      .map(({ name, in: where, type, required }) => ({ name, in: where, type, required }));
  }
}

/** What comes in a URL, a form or a header is text until it is converted. */
const usualType = (where: ParameterIn): ParameterType => (where === 'body' ? 'unknown' : 'string');
