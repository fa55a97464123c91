/** Forms of exchanges: what many have in common, made once and found again by comparing what differs. */
import type { ExchangeForm, GraphqlRootField, Interned } from '../model/exchange.ts';
import type { ClassSet } from './classify/class-set.ts';
import { intern } from './content-hash.ts';
import type { ParameterList } from './parameters.ts';
import type { RawExchange } from './raw-exchange.ts';

/** A form with what tells it from the others at its path. */
export interface KeptForm {
  readonly status: number;
  readonly outcome: string;
  readonly refusedBy: string;
  readonly authKey: string;
  readonly parameters: number;
  readonly requestType: string;
  readonly responseType: string;
  readonly requestClasses: ClassSet;
  readonly responseClasses: ClassSet;
  readonly graphql: string;
  readonly verdicts: string;
  readonly echoed: number;
  readonly preflightFor: string;
  readonly grpcStatus: number;
  readonly form: Interned<ExchangeForm>;
}

/** What was worked out about an exchange. */
export interface FormParts {
  readonly authKey: string;
  readonly auth: ExchangeForm['auth'];
  readonly authNames: readonly string[];
  readonly parameters: ParameterList;
  readonly requestType: string;
  readonly responseType: string;
  readonly requestClasses: ClassSet;
  readonly responseClasses: ClassSet;
  readonly graphql: readonly GraphqlRootField[];
  /** A bit for each segment that names a resource, by what answers said. */
  readonly echoed: number;
  /** Method that a preflight asks for, or ''. */
  readonly preflightFor: string;
  /** -1 when there was none. */
  readonly grpcStatus: number;
}

/** Forms kept at one path; all are forgotten when there are more. */
const formsOfPathMax = 64;

/** The form of an exchange at `path`; `forms` are those that were seen there, and grow. */
export const formAt = (
  forms: KeptForm[],
  raw: RawExchange,
  path: string,
  parts: FormParts,
): Interned<ExchangeForm> => {
  const refusedBy = raw.refusedBy ?? '';
  const verdicts =
    raw.verdicts === undefined || raw.verdicts.length === 0 ? '' : JSON.stringify(raw.verdicts);
  const graphql =
    parts.graphql.length === 0 ? '' : parts.graphql.map((field) => `${field.type} ${field.field}`).join(',');
  for (let i = 0; i < forms.length; i += 1) {
    const known = forms[i] as KeptForm;
    if (
      known.status === raw.status &&
      known.echoed === parts.echoed &&
      known.preflightFor === parts.preflightFor &&
      known.grpcStatus === parts.grpcStatus &&
      known.parameters === parts.parameters.id &&
      known.requestClasses === parts.requestClasses &&
      known.responseClasses === parts.responseClasses &&
      known.authKey === parts.authKey &&
      known.outcome === raw.outcome &&
      known.requestType === parts.requestType &&
      known.responseType === parts.responseType &&
      known.refusedBy === refusedBy &&
      known.graphql === graphql &&
      known.verdicts === verdicts
    ) {
      return known.form;
    }
  }
  const form = intern<ExchangeForm>({
    source: raw.source,
    service: raw.service,
    scheme: raw.scheme,
    host: hostOf(raw.host, raw.scheme),
    protocol: raw.protocol,
    method: raw.protocol === 'websocket' ? 'WS' : methodOf(raw.method),
    path: path === '' ? '/' : path,
    status: raw.status,
    outcome: raw.outcome,
    ...(refusedBy === '' ? {} : { refusedBy }),
    auth: parts.auth,
    authNames: parts.authNames,
    parameters: parts.parameters.list,
    ...(parts.requestType === '' ? {} : { requestType: parts.requestType }),
    ...(parts.responseType === '' ? {} : { responseType: parts.responseType }),
    requestClasses: parts.requestClasses.ids,
    responseClasses: parts.responseClasses.ids,
    ...(parts.graphql.length === 0 ? {} : { graphql: parts.graphql }),
    ...(verdicts === '' ? {} : { verdicts: raw.verdicts ?? [] }),
    ...(parts.echoed === 0 ? {} : { echoed: placesOf(parts.echoed) }),
    ...(parts.preflightFor === '' ? {} : { preflightFor: parts.preflightFor }),
    ...(parts.grpcStatus < 0 ? {} : { grpcStatus: parts.grpcStatus }),
  });
  if (forms.length >= formsOfPathMax) forms.length = 0;
  forms.push({
    status: raw.status,
    outcome: raw.outcome,
    refusedBy,
    authKey: parts.authKey,
    parameters: parts.parameters.id,
    requestType: parts.requestType,
    responseType: parts.responseType,
    requestClasses: parts.requestClasses,
    responseClasses: parts.responseClasses,
    graphql,
    verdicts,
    echoed: parts.echoed,
    preflightFor: parts.preflightFor,
    grpcStatus: parts.grpcStatus,
    form,
  });
  return form;
};

const placesOf = (bits: number): readonly number[] => {
  const places: number[] = [];
  for (let place = 0; place < 31; place += 1) if (((bits >>> place) & 1) === 1) places.push(place);
  return places;
};

/** RFC 9110 section 9.1: a token; long ones are not written down. */
const methodOf = (method: string): string =>
  /^[A-Za-z][A-Za-z-]{0,19}$/.test(method) ? method.toUpperCase() : 'OTHER';

const hostOf = (host: string, scheme: 'http' | 'https'): string => {
  const lower = host.slice(0, 255).toLowerCase();
  // RFC 3986 section 3.2.2: names, IPv4, [IPv6], and a port. Anything else is hostile and not written down.
  if (!/^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/.test(lower)) return 'invalid';
  const suffix = scheme === 'https' ? ':443' : ':80';
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower;
};
