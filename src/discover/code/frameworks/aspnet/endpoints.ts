/** Endpoints of minimal APIs as they are mapped, and what is said of them after: authorization, summaries, tags. */
import type { SightedAuth, SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, FnValue, Model, RouteScope, Value } from '../../machine/values.ts';
import { itemsOf, known, model, nameOf, optionsOf, positional } from '../../machine/values.ts';
import { authBy } from '../../routes/auth-names.ts';
import { type PathPattern, writeTemplates } from '../../routes/template.ts';
import {
  classAnnotations,
  findAnnotation,
  methodAnnotations,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import { firstSentence } from '../classes/purpose.ts';
import { attributeAuth, inProject } from './authorization.ts';
import { actionParameters } from './parameters.ts';
import { classOfType } from './types.ts';

/** What is said of an endpoint or a group after it was mapped. */
export interface Said {
  auth: SightedAuth | null;
  isOpen: boolean;
  summary: string | null;
  deprecated: boolean;
  readonly tags: string[];
  /** The group that it is in. */
  readonly within: Said | null;
}

interface Endpoint {
  readonly scope: RouteScope;
  readonly said: Said;
  readonly methods: readonly string[];
  readonly kind: 'rest' | 'websocket' | 'grpc';
  readonly path: PathPattern;
  readonly file: string;
  readonly line: number;
  readonly handler: FnValue | null;
  readonly handlerName: string | null;
}

const endpointsOf = (machine: Machine): Endpoint[] => machine.notes('aspnet endpoints', () => []);

/** Nothing is said yet. */
export const saidWithin = (within: Said | null): Said => ({
  auth: null,
  isOpen: false,
  summary: null,
  deprecated: false,
  tags: [],
  within,
});

const endpointsMax = 20_000;

/** What is said of a model. */
export const saidOf = (self: Model): Said => (self.data.get('said') as Said | undefined) ?? saidWithin(null);

/** Notes an endpoint; what is said of it comes after. */
export function addEndpoint(
  machine: Machine,
  self: Model,
  site: CallSite,
  told: {
    readonly methods: readonly string[];
    readonly path: PathPattern;
    readonly kind?: Endpoint['kind'];
    readonly handler?: Value | undefined;
    readonly handlerName?: string | null;
  },
): Model {
  const said = saidWithin(saidOf(self));
  const handler =
    told.handler === undefined
      ? undefined
      : optionsOf(told.handler).find((one): one is FnValue => one.t === 'fn');
  const all = endpointsOf(machine);
  if (self.scope !== null && all.length < endpointsMax) {
    const isNamed = handler !== undefined && handler.fn.name !== '';
    all.push({
      scope: self.scope,
      said,
      methods: told.methods,
      kind: told.kind ?? 'rest',
      path: told.path,
      file: isNamed ? handler.file : site.file,
      line: isNamed ? handler.fn.line : site.line,
      handler: handler ?? null,
      handlerName: told.handlerName ?? (handler === undefined ? null : handlerNameOf(handler)),
    });
  }
  return model('aspnet', 'endpoint', null, { said });
}

function handlerNameOf({ fn, self }: FnValue): string | null {
  if (fn.name === '') return null;
  const owner = self?.t === 'class' ? self.cls.name : self?.t === 'instance' ? self.of.cls.name : null;
  return owner === null ? fn.name : `${owner}.${fn.name}`;
}

/** `.RequireAuthorization("admin").WithTags("x")` */
export function say(said: Said, name: string, site: CallSite): void {
  const texts = positional(site).flatMap((one) => itemsOf(one).flatMap((each) => known(each) ?? []));
  switch (name) {
    case 'RequireAuthorization':
      said.auth = authBy(
        'required',
        'unknown',
        texts[0] ?? 'RequireAuthorization',
        `RequireAuthorization(${texts.join(', ')})`,
        texts,
      );
      return;
    case 'AllowAnonymous':
      said.isOpen = true;
      return;
    case 'WithSummary':
      said.summary = texts[0] ?? null;
      return;
    case 'WithDescription':
      said.summary ??= texts[0] ?? null;
      return;
    case 'WithTags':
      said.tags.push(...texts.slice(0, 8));
      return;
    case 'WithMetadata':
      for (const one of positional(site)) {
        if (/AllowAnonymous/.test(nameOf(one))) said.isOpen = true;
        else if (/Authorize/.test(nameOf(one)))
          said.auth = authBy('required', 'unknown', 'Authorize', 'metadata Authorize');
        else if (/Obsolete/.test(nameOf(one))) said.deprecated = true;
      }
      return;
    case 'AddEndpointFilter':
    case 'AddEndpointFilterFactory': {
      const filter = site.types[0]?.name ?? '';
      if (/auth|apikey|permission|token/i.test(filter)) {
        said.auth ??= authBy(
          'required',
          /apikey/i.test(filter) ? 'api-key' : 'unknown',
          filter,
          `filter ${filter}`,
        );
      }
      return;
    }
    default:
  }
}

/** Adds what was mapped, when all is said. */
export function addEndpoints(machine: Machine): void {
  for (const one of endpointsOf(machine)) {
    const { said, handler } = one;
    const annotations = handler === null ? [] : methodAnnotations(machine, handler);
    const attribute = findAnnotation(annotations, 'EndpointSummary', 'SwaggerOperation');
    const summary =
      said.summary ??
      (attribute === undefined ? null : textOf(valueOf(attribute, 'Summary', 'value'))) ??
      handler?.fn.doc;
    const purpose = firstSentence(summary ?? '');
    one.scope.route({
      methods: one.methods,
      kind: one.kind,
      path: one.path,
      file: one.file,
      line: one.line,
      handler: one.handlerName,
      params: handler === null ? [] : handlerParameters(machine, handler, one),
      auth: inProject(
        machine,
        attributeAuth(annotations, one.file) ?? hubAuth(machine, one) ?? saidAuth(said),
        one.file,
      ),
      purpose: purpose === '' ? null : { text: purpose, from: 'comment' },
      deprecated: said.deprecated || findAnnotation(annotations, 'Obsolete') !== undefined,
      tags: tagsSaid(said),
    });
  }
}

function handlerParameters(machine: Machine, handler: FnValue, one: Endpoint): readonly SightedParameter[] {
  const names = new Set<string>();
  for (const template of writeTemplates(one.path))
    for (const param of template.params) names.add(param.name.toLowerCase());
  const request = {
    pathNames: [...names],
    hasBody: one.methods.some((method) => method === 'POST' || method === 'PUT' || method === 'PATCH'),
    complexFrom: 'body' as const,
    mayBeServices: true,
  };
  return handler.fn.params.flatMap((param) =>
    actionParameters(
      machine,
      {
        param,
        declared: [{ param, env: handler.env }],
        type: { type: param.type ?? { name: '', args: [] }, env: handler.env },
      },
      request,
    ),
  );
}

/** The nearest word about access; `AllowAnonymous` anywhere undoes the rest. */
function saidAuth(said: Said): SightedAuth | null {
  let found: SightedAuth | null = null;
  for (let at: Said | null = said; at !== null; at = at.within) {
    if (at.isOpen) return authBy('none', 'unknown', 'AllowAnonymous', 'AllowAnonymous()');
    found ??= at.auth;
  }
  return found;
}

function tagsSaid(said: Said): readonly string[] {
  for (let at: Said | null = said; at !== null; at = at.within) if (at.tags.length > 0) return at.tags;
  return [];
}

/** A hub says itself who may connect. */
function hubAuth(machine: Machine, one: Endpoint): SightedAuth | null {
  if (one.kind === 'rest' || one.handlerName === null) return null;
  const cls = classOfType(
    machine,
    { name: one.handlerName.split('.')[0] ?? '', args: [] },
    machine.moduleEnv(one.file),
  );
  return cls === null ? null : attributeAuth(classAnnotations(machine, cls), cls.file);
}
