/** `mount Engine => '/path'`, `mount Api, at: '/path'`: engines and other applications inside. */
import type { CallSite, Value } from '../../machine/values.ts';
import { nameOf, text } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Options } from '../ruby/options.ts';
import { mountedApps, rackApp, rackKind } from '../ruby/rack-apps.ts';
import { classBehind } from './engines.ts';
import { type Frame, id, patternOf, under } from './frame.ts';
import { nested, pathText } from './scopes.ts';

/** Mounts what a call says. */
export function mount(
  frame: Frame,
  given: readonly Value[],
  options: Options,
  site: CallSite,
  machine: Machine,
): void {
  const at = frame.level === 'resources' ? nested(frame) : frame;
  let app = given[0];
  let path = pathText(options.get('at')) ?? pathText(options.get('path'));
  for (const { expr } of site.args) {
    if (app !== undefined || expr.t !== 'map') continue;
    for (const entry of expr.entries) {
      if (entry.key === null || entry.key.t === 'str') continue;
      app = machine.evaluate(entry.key, site.env);
      path = pathText(machine.evaluate(entry.value, site.env)) ?? path;
      break;
    }
  }
  if (app === undefined) return;
  const whole = under(at.path, path ?? text('/'));
  const cls = classBehind(app);
  const kind = cls === null ? null : rackKind(machine, cls);
  if (cls !== null && kind !== null) {
    const child = rackApp(machine, cls, kind);
    const guards =
      at.auth === null ? [] : [{ value: text('authenticate') as Value, auth: at.auth, order: 0 }];
    at.set.scope.mount(child, patternOf(whole), guards);
    child.isRoot = false;
    mountedApps(machine).add(child);
    return;
  }
  machine.unresolved({
    what: `mount ${nameOf(app)} at ${nameOf(whole)}`,
    why: `the routes of ${nameOf(app)} are not in the project`,
    framework: id,
    file: site.file,
    line: site.line,
  });
}
