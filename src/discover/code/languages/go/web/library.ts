/** Go's standard library and its neighbours, as far as they shape paths or read requests. */
import type { ParameterType } from '../../../../../model/sighting.ts';
import type { Library } from '../../../frameworks/framework.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { CallSite, External, TextValue, Value } from '../../../machine/values.ts';
import { arg, known, positional, text, textsOf, unknown } from '../../../machine/values.ts';
import {
  currentReading,
  isPart,
  noteRefusal,
  readingOf,
  statuses,
  readParameter,
  refineType,
  requestPart,
} from './request.ts';
import { bindStruct, hasTag, jsonBody, structOf } from './structs.ts';

/** The library. */
export const goLibrary: Library = {
  id: 'go-standard-library',
  title: 'Go standard library',
  languages: ['go'],
  externalMember(of, name, machine) {
    if (of.name !== '') return undefined;
    const status = Object.hasOwn(statuses, name) ? statuses[name] : undefined;
    if (status === 401 || status === 403) currentReading(machine).reading?.refuse(status);
    if (of.from === 'net/http' && name.startsWith('Method'))
      return text(name.slice('Method'.length).toUpperCase());
    return undefined;
  },
  call(callee, site, machine) {
    noteRefusal(site, currentReading(machine).reading);
    const name = `${callee.from}.${callee.name}`;
    const shaped = texts(name, site) ?? conversion(callee, site);
    if (shaped !== undefined) return shaped;
    return body(name, site) ?? router(callee, site) ?? filled(callee.name, site, machine);
  },
  unknownMethod(_self, name, site, machine) {
    return filled(name, site, machine);
  },
};

/** Functions on texts and paths. */
function texts(name: string, site: CallSite): Value | undefined {
  const first = arg(site, 0);
  switch (name) {
    case 'fmt.Sprintf':
      return formatted(positional(site));
    case 'fmt.Sprint':
      return joined(positional(site), '');
    case 'path.Join':
    case 'path/filepath.Join':
    case 'net/url.JoinPath':
      return slashed(joined(positional(site), '/'));
    case 'path.Clean':
      return first;
    case 'strings.Join':
      return first?.t === 'list' ? joined(first.items, known(arg(site, 1)) ?? '') : undefined;
    case 'strings.TrimSpace':
    case 'strings.Clone':
    case 'html.EscapeString':
    case 'net/url.QueryUnescape':
    case 'net/url.PathUnescape':
      return first;
    case 'strings.ToLower':
      return mapped(first, (whole) => whole.toLowerCase());
    case 'strings.ToUpper':
      return mapped(first, (whole) => whole.toUpperCase());
    case 'strings.TrimSuffix':
    case 'strings.TrimRight': {
      const end = known(arg(site, 1)) ?? '';
      return mapped(first, (whole) =>
        end !== '' && whole.endsWith(end) ? whole.slice(0, -end.length) : whole,
      );
    }
    case 'strings.TrimPrefix':
    case 'strings.TrimLeft': {
      const start = known(arg(site, 1)) ?? '';
      return mapped(first, (whole) => (whole.startsWith(start) ? whole.slice(start.length) : whole));
    }
    case 'strings.Trim': {
      const ends = known(arg(site, 1)) ?? '';
      return mapped(first, (whole) => {
        let from = 0;
        let to = whole.length;
        while (from < to && ends.includes(whole.charAt(from))) from += 1;
        while (to > from && ends.includes(whole.charAt(to - 1))) to -= 1;
        return whole.slice(from, to);
      });
    }
    case 'strings.ReplaceAll':
    case 'strings.Replace': {
      const [from, to] = [known(arg(site, 1)), known(arg(site, 2))];
      return from === null || to === null
        ? first
        : mapped(first, (whole) => whole.replaceAll(from, () => to));
    }
    case 'strings.Split':
      if (isPart(first, 'parameter')) return first;
      return mapped(first, (whole) => whole, known(arg(site, 1)));
    case 'strconv.Itoa':
    case 'strconv.Quote':
      return first?.t === 'num' ? text(String(first.v)) : first;
    case 'os.Getenv':
    case 'os.LookupEnv':
      return unknown(`env:${known(first) ?? '?'}`);
    default:
      return undefined;
  }
}

/** Changes a text that is known; other values stay what they are. With `by`, gives the list of its pieces. */
function mapped(
  value: Value | undefined,
  change: (whole: string) => string,
  by: string | null = null,
): Value | undefined {
  const whole = known(value);
  if (whole === null) return value;
  if (by === null || by === '') return text(change(whole));
  return { t: 'list', items: whole.split(by).map((piece) => text(piece)), open: false };
}

const partsOf = (value: Value): TextValue['parts'] => textsOf(value)[0]?.parts ?? [{ hole: value.t }];

const joined = (values: readonly Value[], between: string): TextValue =>
  text(...values.flatMap((value, at) => (at === 0 ? partsOf(value) : [between, ...partsOf(value)])));

/** `path.Join` leaves no double slashes. */
const slashed = (value: TextValue): TextValue =>
  text(...value.parts.map((part) => (typeof part === 'string' ? part.replace(/\/{2,}/g, '/') : part)));

/** `fmt.Sprintf`: every verb takes the next argument. */
function formatted(values: readonly Value[]): Value | undefined {
  const [format, ...rest] = values;
  const whole = known(format);
  if (whole === null) return format;
  let next = 0;
  const parts = whole.split(/(%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%])/).flatMap((piece): TextValue['parts'] => {
    if (!piece.startsWith('%')) return [piece];
    if (piece === '%%') return ['%'];
    const value = rest[next];
    next += 1;
    return value === undefined ? [{ hole: 'value' }] : partsOf(value);
  });
  return text(...parts);
}

/** Conversions tell the type of what was read. */
function conversion(callee: External, site: CallSite): Value | undefined {
  const first = positional(site).find((value) => isPart(value, 'parameter'));
  if (first === undefined) return undefined;
  const type = conversionType(callee, site);
  if (type === null) return undefined;
  refineType(first, type);
  return first;
}

function conversionType({ from, name }: External, site: CallSite): ParameterType | null {
  if (from === 'strconv') {
    if (name === 'Atoi' || name === 'ParseInt' || name === 'ParseUint') return 'integer';
    if (name === 'ParseFloat') return 'number';
    if (name === 'ParseBool') return 'boolean';
  }
  if (from === 'time' && name === 'Parse') {
    const layout = known(arg(site, 0)) ?? '';
    return layout === '2006-01-02' ? 'string:date' : 'string:date-time';
  }
  if (/(?:^|\/)uuid(?:\/v\d+)?$/.test(from) && /^(?:Must)?(?:Parse|FromString|FromStringOrNil)$/.test(name))
    return 'string:uuid';
  if (from.endsWith('/cast')) {
    if (/^ToU?[iI]nt/.test(name)) return 'integer';
    if (name.startsWith('ToFloat')) return 'number';
    if (name === 'ToBool') return 'boolean';
  }
  if (name === 'ObjectIDFromHex' || name === 'TrimSpace') return 'string';
  return null;
}

/** Functions that read or wrap a body. */
function body(name: string, site: CallSite): Value | undefined {
  const source = positional(site).find((value) => isPart(value, 'body', 'request'));
  if (source === undefined) return undefined;
  const reading = readingOf(source);
  if (reading === null) return undefined;
  if (
    /^(?:io|io\/ioutil)\.(?:ReadAll|LimitReader|NopCloser|TeeReader)$|^net\/http\.MaxBytesReader$|^bufio\.NewReader$|^bytes\.New(?:Reader|Buffer)$/.test(
      name,
    )
  )
    return requestPart('body', reading);
  if (name.endsWith('.NewDecoder')) return requestPart('decoder', reading);
  return undefined;
}

/** Routers that keep path parameters outside of the request. */
function router({ from, name }: External, site: CallSite): Value | undefined {
  const reading = readingOf(positional(site).find((value) => isPart(value, 'request', 'request-context')));
  if (reading === null) return undefined;
  if (from === 'github.com/gorilla/mux' && name === 'Vars') return requestPart('vars', reading);
  if (/^github\.com\/(?:go-chi|pressly)\/chi(?:\/v\d+)?$/.test(from) && /^URLParam(?:FromCtx)?$/.test(name))
    return readParameter(reading, 'path', arg(site, 1));
  if (from.endsWith('julienschmidt/httprouter') && name === 'ParamsFromContext')
    return requestPart('vars', reading);
  return undefined;
}

/** Somebody else's function that is given a part of a request and a struct fills the struct. */
function filled(name: string, site: CallSite, machine: Machine): Value | undefined {
  const target = positional(site).find((value) => structOf(value) !== null);
  if (target === undefined) return undefined;
  for (const value of positional(site)) {
    const reading = readingOf(value);
    if (reading === null) continue;
    if (isPart(value, 'query', 'form')) {
      const where = value.kind === 'query' ? 'query' : 'form';
      const tag = ['schema', 'form', 'query', 'url'].find((one) => hasTag(target, one, machine)) ?? 'schema';
      bindStruct(reading, target, [{ tag, in: where, untagged: 'by-name' }], machine);
      return unknown('error');
    }
    const fills = isPart(value, 'body') || /bind|decode|parse|read|unmarshal/i.test(name);
    if (fills && isPart(value, 'body', 'request')) {
      bindStruct(reading, target, [jsonBody], machine);
      return unknown('error');
    }
  }
  return undefined;
}

/** Is it `http.HandlerFunc` or another conversion that leaves a handler what it is? */
export const isConversion = (value: Value): boolean =>
  value.t === 'external' &&
  /^(?:HandlerFunc|Wrap(?:F|H|Handler)|HTTPHandler(?:Func)?|FiberHandler(?:Func)?|ToFiber\w*)$/.test(
    value.name,
  );
