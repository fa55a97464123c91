/**
 * The request of `net/http` as a value: its parts, and what is read of them. Every Go framework hands it out, so they all share this.
 */
import type { ParameterIn, ParameterType } from '../../../../../model/sighting.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { CallSite, Model, Value } from '../../../machine/values.ts';
import { arg, known, model, text, unknown } from '../../../machine/values.ts';
import { HandlerReading, type ReadParameter } from './reading.ts';
import { bindStruct, jsonBody } from './structs.ts';

/** Id of the framework that answers for these values. */
export const netHttp = 'go-net-http';

/** Kinds of these values. */
export type RequestPart =
  | 'request'
  | 'writer'
  | 'request-context'
  | 'url'
  | 'header'
  | 'query'
  | 'form'
  | 'vars'
  | 'body'
  | 'decoder'
  | 'parameter';

/** A part of the request that a handler was given. */
export const requestPart = (part: RequestPart, reading: HandlerReading): Model =>
  model(netHttp, part, null, { reading });

/** What gathers for a value that belongs to a request, or null. */
export function readingOf(value: Value | undefined): HandlerReading | null {
  if (value?.t !== 'model') return null;
  const found = value.data.get('reading');
  return found instanceof HandlerReading ? found : null;
}

/** The reading that goes on now. */
export interface CurrentReading {
  reading: HandlerReading | null;
  /** It is of a guard: what comes after it is not its own. */
  isGuard: boolean;
}

/** The reading that goes on now: what refuses callers need not have been given the request. */
export const currentReading = (machine: Machine): CurrentReading =>
  machine.notes('go-current-reading', (): CurrentReading => ({ reading: null, isGuard: false }));

/** Notes that a call answers 401 or 403, when it is given such a status. */
export function noteRefusal(site: CallSite, reading: HandlerReading | null): void {
  for (const { value } of reading === null ? [] : site.args) {
    const status = value.t === 'num' ? value.v : value.t === 'external' ? (statuses[value.name] ?? 0) : 0;
    if (status === 401 || status === 403) reading?.refuse(status);
  }
}

/** Names for these statuses in `net/http` and the frameworks. */
export const statuses: Readonly<Record<string, number>> = {
  StatusUnauthorized: 401,
  ErrUnauthorized: 401,
  StatusForbidden: 403,
  ErrForbidden: 403,
};

/** Is it this part of a request? */
export const isPart = (value: Value | undefined, ...parts: readonly RequestPart[]): value is Model =>
  value?.t === 'model' && value.framework === netHttp && parts.some((part) => part === value.kind);

/** Notes that something is read, when its name is known; gives the value that was read. */
export function readParameter(
  reading: HandlerReading,
  where: ParameterIn,
  name: Value | undefined,
  more: Partial<Pick<ReadParameter, 'type' | 'required' | 'when'>> = {},
): Value {
  const word = known(name);
  const parameter = word === null ? null : reading.add(word, where, more);
  return parameter === null
    ? unknown(word ?? 'parameter')
    : model(netHttp, 'parameter', null, { reading, parameter });
}

/** Says what type a value that was read is converted to. */
export function refineType(value: Value | undefined, type: ParameterType): void {
  if (!isPart(value, 'parameter')) return;
  const parameter = value.data.get('parameter') as ReadParameter | undefined;
  if (parameter !== undefined && parameter.type === 'string') parameter.type = type;
}

/** Properties of a request and its parts. */
export function requestMember(self: Model, name: string): Value | undefined {
  const reading = readingOf(self);
  if (reading === null) return undefined;
  switch (self.kind as RequestPart) {
    case 'request':
      switch (name) {
        case 'URL':
          return requestPart('url', reading);
        case 'Header':
          return requestPart('header', reading);
        case 'Body':
          return requestPart('body', reading);
        case 'Form':
        case 'PostForm':
        case 'MultipartForm':
          return requestPart('form', reading);
        default:
          return undefined;
      }
    case 'header':
      return methodsOfMaps.has(name) ? undefined : readParameter(reading, 'header', text(name));
    case 'query':
      return methodsOfMaps.has(name) ? undefined : readParameter(reading, 'query', text(name));
    case 'form':
      if (name === 'Value') return self;
      if (name === 'File') return undefined;
      return methodsOfMaps.has(name) ? undefined : readParameter(reading, 'form', text(name));
    case 'vars':
      return readParameter(reading, 'path', text(name));
    default:
      return undefined;
  }
}

const methodsOfMaps: ReadonlySet<string> = new Set([
  'Get',
  'Has',
  'Values',
  'Set',
  'Add',
  'Del',
  'Encode',
  'Clone',
  'Write',
]);

/** Methods of a request and its parts. */
export function requestMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const reading = readingOf(self);
  if (reading === null) return undefined;
  noteRefusal(site, reading);
  const first = arg(site, 0);
  switch (self.kind as RequestPart) {
    case 'request':
      return ofRequest(self, reading, name, first);
    case 'url':
      if (name === 'Query') return requestPart('query', reading);
      return undefined;
    case 'header':
    case 'query':
    case 'form': {
      if (name !== 'Get' && name !== 'Has' && name !== 'Values') return undefined;
      const where = self.kind as 'header' | 'query' | 'form';
      return readParameter(reading, where, first, name === 'Values' ? { type: 'array' } : {});
    }
    case 'decoder':
      if (name !== 'Decode') return self;
      bindStruct(reading, first, [jsonBody], machine);
      return unknown('error');
    case 'parameter':
      // Methods of what was read give it in another form.
      return self;
    default:
      return undefined;
  }
}

function ofRequest(
  self: Model,
  reading: HandlerReading,
  name: string,
  first: Value | undefined,
): Value | undefined {
  switch (name) {
    case 'FormValue':
      readParameter(reading, 'form', first, { when: 'bodied' });
      return readParameter(reading, 'query', first, { when: 'bodiless' });
    case 'PostFormValue':
      return readParameter(reading, 'form', first);
    case 'FormFile':
      return readParameter(reading, 'form', first, { type: 'file' });
    case 'PathValue':
      return readParameter(reading, 'path', first);
    case 'Cookie':
      return readParameter(reading, 'cookie', first);
    case 'BasicAuth':
      reading.credentials.add('basic');
      return unknown('username');
    case 'Context':
      return requestPart('request-context', reading);
    case 'WithContext':
    case 'Clone':
      return self;
    default:
      return undefined;
  }
}
