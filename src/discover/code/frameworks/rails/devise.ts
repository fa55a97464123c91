/** Devise: the routes that `devise_for :users` draws, for the modules that the model names. */
import { plural, singular } from '../../languages/ruby/inflections.ts';
import type { CallSite, Value } from '../../machine/values.ts';
import { known, text } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Options, wordsOf } from '../ruby/options.ts';
import { type Frame, under } from './frame.ts';
import { pend } from './routes.ts';
import { joinModule, pathText } from './scopes.ts';

/** Module of a model to the controller that serves it. */
const controllers: readonly (readonly [string, string])[] = [
  ['database_authenticatable', 'sessions'],
  ['recoverable', 'passwords'],
  ['registerable', 'registrations'],
  ['confirmable', 'confirmations'],
  ['lockable', 'unlocks'],
  ['omniauthable', 'omniauth_callbacks'],
];

const usual = ['sessions', 'passwords', 'registrations'];

/** Draws the routes of Devise. */
export function deviseFor(
  frame: Frame,
  given: readonly Value[],
  options: Options,
  site: CallSite,
  machine: Machine,
): void {
  for (const name of given.flatMap((one) => wordsOf(one))) {
    const { modules, providers } = modelOf(name, options, frame.set.folder, machine);
    // `:registration` and `:registrations` say the same.
    const skip = new Set(wordsOf(options.get('skip')).map((one) => (one === 'all' ? one : plural(one))));
    const only = options.has('only') ? new Set(wordsOf(options.get('only')).map(plural)) : null;
    const served = new Set(
      modules.filter((one) => !skip.has(one) && !skip.has('all') && (only === null || only.has(one))),
    );
    const base = under(frame.path, pathText(options.get('path')) ?? text(name));
    const overrides = options.get('controllers');
    const words = options.get('path_names');
    const word = (key: string): string =>
      (words?.t === 'map' ? known(words.entries.get(key)) : null) ?? frame.pathNames.get(key) ?? key;
    const module = known(options.get('module')) ?? 'devise';
    const add = (methods: readonly string[], path: string, served_: string, action: string): void => {
      const own = overrides?.t === 'map' ? known(overrides.entries.get(served_)) : null;
      const controller = joinModule(frame.module, own ?? `${module}/${served_}`);
      pend(machine, {
        frame,
        path: under(base, text(path)),
        methods,
        target: {
          controller: own ?? (module === 'devise' ? `devise/${served_}` : controller),
          action,
          other: null,
        },
        site,
      });
    };
    if (served.has('sessions')) {
      add(['GET'], word('sign_in'), 'sessions', 'new');
      add(['POST'], word('sign_in'), 'sessions', 'create');
      add(signOutVia(options, frame.set.folder, machine), word('sign_out'), 'sessions', 'destroy');
    }
    if (served.has('passwords')) {
      const path = word('password');
      add(['GET'], `${path}/new`, 'passwords', 'new');
      add(['GET'], `${path}/edit`, 'passwords', 'edit');
      add(['PATCH', 'PUT'], path, 'passwords', 'update');
      add(['POST'], path, 'passwords', 'create');
    }
    if (served.has('registrations')) {
      const path = word('registration') === 'registration' ? '' : word('registration');
      const within = (last: string): string => (path === '' ? last : `${path}/${last}`);
      add(['GET'], within(word('cancel')), 'registrations', 'cancel');
      add(['GET'], within(word('sign_up')), 'registrations', 'new');
      add(['GET'], within(word('edit')), 'registrations', 'edit');
      add(['PATCH', 'PUT'], path, 'registrations', 'update');
      add(['DELETE'], path, 'registrations', 'destroy');
      add(['POST'], path, 'registrations', 'create');
    }
    for (const [one, path] of [
      ['confirmations', word('confirmation')],
      ['unlocks', word('unlock')],
    ] as const)
      if (served.has(one)) {
        add(['GET'], `${path}/new`, one, 'new');
        add(['GET'], path, one, 'show');
        add(['POST'], path, one, 'create');
      }
    if (served.has('omniauth_callbacks'))
      for (const provider of providers.length === 0 ? [':provider'] : providers) {
        add(['GET', 'POST'], `auth/${provider}`, 'omniauth_callbacks', 'passthru');
        add(['GET', 'POST'], `auth/${provider}/callback`, 'omniauth_callbacks', provider.replace(':', ''));
      }
  }
}

/** Modules of the model, by its own words; the usual ones when its file is not there. */
function modelOf(
  name: string,
  options: Options,
  folder: string,
  machine: Machine,
): { readonly modules: readonly string[]; readonly providers: readonly string[] } {
  const className = known(options.get('class_name'));
  const stem =
    className === null
      ? singular(name)
      : className
          .replaceAll('::', '/')
          .replace(/([a-z\d])([A-Z])/g, '$1_$2')
          .toLowerCase();
  const source = machine.project.read(`${folder}app/models/${stem}.rb`);
  if (source === null) return { modules: usual, providers: [] };
  const said: string[] = [];
  // Bounded: the arguments of each call of `devise`, up to a line that does not go on.
  for (const found of source.matchAll(/^[ \t]*devise[ (]/gm)) {
    let rest = source.slice(found.index, found.index + 2_000);
    const end = /[^,\\\s(|[][ \t]*(?:#[^\n]*)?\n(?![ \t]*[:)\]])/.exec(rest);
    if (end !== null) rest = rest.slice(0, end.index + 1);
    said.push(rest);
  }
  if (said.length === 0) return { modules: usual, providers: [] };
  const all = said.join('\n');
  const modules = controllers.filter(([module]) => all.includes(module)).map(([, controller]) => controller);
  const list = /omniauth_providers(?::|\s*=>)\s*(?:\[([^\]]*)\]|%i\[([^\]]*)\])/.exec(all);
  const providers = [...(list?.[1] ?? list?.[2] ?? '').matchAll(/[a-z_]\w*/gi)].map(([word]) => word);
  return { modules, providers };
}

function signOutVia(options: Options, folder: string, machine: Machine): readonly string[] {
  const own = wordsOf(options.get('sign_out_via')).map((verb) => verb.toUpperCase());
  if (own.length > 0) return own;
  const settings = machine.project.read(`${folder}config/initializers/devise.rb`) ?? '';
  const said = /^\s*config\.sign_out_via\s*=\s*([^\n#]*)/m.exec(settings)?.[1] ?? '';
  const verbs = [...said.matchAll(/\b(get|delete|post)\b/g)].map(([verb]) => verb.toUpperCase());
  return verbs.length > 0 ? verbs : ['DELETE'];
}
