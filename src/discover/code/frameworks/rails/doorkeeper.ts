/** Doorkeeper: the OAuth routes that `use_doorkeeper` draws. */
import type { CallSite, FnValue } from '../../machine/values.ts';
import { known, text } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Options } from '../ruby/options.ts';
import { type Frame, under } from './frame.ts';
import { pend } from './routes.ts';

type Line = readonly [part: string, methods: readonly string[], path: string, action: string];

const lines: readonly Line[] = [
  ['authorizations', ['GET'], 'authorize', 'new'],
  ['authorizations', ['POST'], 'authorize', 'create'],
  ['authorizations', ['DELETE'], 'authorize', 'destroy'],
  ['authorizations', ['GET'], 'authorize/native', 'show'],
  ['tokens', ['POST'], 'token', 'create'],
  ['tokens', ['POST'], 'revoke', 'revoke'],
  ['tokens', ['POST'], 'introspect', 'introspect'],
  ['applications', ['GET'], 'applications', 'index'],
  ['applications', ['POST'], 'applications', 'create'],
  ['applications', ['GET'], 'applications/new', 'new'],
  ['applications', ['GET'], 'applications/:id/edit', 'edit'],
  ['applications', ['GET'], 'applications/:id', 'show'],
  ['applications', ['PATCH', 'PUT'], 'applications/:id', 'update'],
  ['applications', ['DELETE'], 'applications/:id', 'destroy'],
  ['authorized_applications', ['GET'], 'authorized_applications', 'index'],
  ['authorized_applications', ['DELETE'], 'authorized_applications/:id', 'destroy'],
  ['token_info', ['GET'], 'token/info', 'show'],
];

/** Draws them; `skip_controllers` leaves some out, `controllers` names others that serve them. */
export function useDoorkeeper(
  frame: Frame,
  options: Options,
  block: FnValue | null,
  site: CallSite,
  machine: Machine,
): void {
  const { skipped, named } = settingsOf(block);
  const scope = known(options.get('scope')) ?? 'oauth';
  for (const [part, methods, path, action] of lines)
    if (!skipped.has(part))
      pend(machine, {
        frame,
        path: under(under(frame.path, text(scope)), text(path)),
        methods,
        target: { controller: named.get(part) ?? `doorkeeper/${part}`, action, other: null },
        site,
        ...(named.has(part) ? {} : { isLibrary: true as const }),
      });
}

/** Draws the routes of OpenID Connect. */
export function useOpenIdConnect(frame: Frame, site: CallSite, machine: Machine): void {
  const add = (methods: readonly string[], path: string, action: string): void =>
    pend(machine, {
      frame,
      path: under(frame.path, text(path)),
      methods,
      target: { controller: 'doorkeeper/openid_connect', action, other: null },
      site,
      isLibrary: true,
    });
  add(['GET', 'POST'], 'oauth/userinfo', 'userinfo');
  add(['GET'], 'oauth/discovery/keys', 'keys');
  add(['GET'], '.well-known/openid-configuration', 'provider');
  add(['GET'], '.well-known/webfinger', 'webfinger');
}

function settingsOf(block: FnValue | null): {
  readonly skipped: ReadonlySet<string>;
  readonly named: ReadonlyMap<string, string>;
} {
  const skipped = new Set<string>();
  const named = new Map<string, string>();
  if (block !== null)
    walkFn(block.fn, {
      expr(expr) {
        if (expr.t !== 'call' || expr.fn.t !== 'name') return;
        for (const { value } of expr.args) {
          if (expr.fn.v === 'skip_controllers') {
            if (value.t === 'str') skipped.add(value.v);
            if (value.t === 'list') for (const item of value.items) if (item.t === 'str') skipped.add(item.v);
          }
          if (expr.fn.v === 'controllers' && value.t === 'map')
            for (const entry of value.entries)
              if (entry.key?.t === 'str' && entry.value.t === 'str') named.set(entry.key.v, entry.value.v);
        }
      },
    });
  return { skipped, named };
}
