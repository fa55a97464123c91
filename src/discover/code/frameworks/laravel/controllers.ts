/** Middleware that controllers name themselves: `$this->middleware('auth')->except('index')`, `static function middleware()`. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Cls } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, Model, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, model, named, positional } from '../../machine/values.ts';
import { aliasesOf, authOfMiddleware } from './middleware.ts';
import { id } from './state.ts';

interface Named {
  readonly value: Value;
  only: readonly string[] | null;
  except: readonly string[] | null;
}

interface Notes {
  readonly byClass: Map<Cls, Named[]>;
}

const notesOf = (machine: Machine): Notes =>
  machine.notes<Notes>(`${id} controllers`, () => ({ byClass: new Map() }));

const wordsOf = (values: readonly Value[]): readonly string[] =>
  values.flatMap((value) => itemsOf(value)).flatMap((one) => known(one) ?? []);

/** `$this->middleware(...)` of a controller. */
export function nameMiddleware(cls: ClassValue, site: CallSite, machine: Machine): Model {
  const { byClass } = notesOf(machine);
  const all = byClass.get(cls.cls) ?? [];
  byClass.set(cls.cls, all);
  const options = arg(site, 1);
  const listed = (key: string): readonly string[] | null => {
    const value = options?.t === 'map' ? options.entries.get(key) : undefined;
    return value === undefined ? null : wordsOf([value]);
  };
  const made: Named = {
    value: arg(site, 0) ?? { t: 'const', v: null },
    only: listed('only'),
    except: listed('except'),
  };
  if (all.length < 50) all.push(made);
  return model(id, 'controller-middleware', null, { made });
}

/** `->only(...)`, `->except(...)` after it. */
export function limitMiddleware(self: Model, name: string, site: CallSite): Value | undefined {
  const made = self.data.get('made') as Named;
  if (name === 'only') made.only = wordsOf(positional(site));
  else if (name === 'except') made.except = wordsOf(positional(site));
  else return undefined;
  return self;
}

/** What a controller's own middleware asks for before an action. */
export function controllerAuth(cls: ClassValue, action: string, machine: Machine): readonly SightedAuth[] {
  return middlewareOf(cls, machine)
    .filter(
      ({ only, except }) => (only === null || only.includes(action)) && except?.includes(action) !== true,
    )
    .flatMap(({ value }) => authOfMiddleware(value, machine, aliasesOf(machine)) ?? []);
}

function middlewareOf(cls: ClassValue, machine: Machine): readonly Named[] {
  const { byClass } = notesOf(machine);
  const done = byClass.get(cls.cls);
  if (done !== undefined) return done;
  const all: Named[] = [];
  byClass.set(cls.cls, all);
  const constructor = machine.methodOf(cls, '__construct');
  const told = machine.methodOf(cls, 'middleware');
  machine.attempt(
    20_000,
    () => {
      if (constructor !== undefined)
        machine.invoke({ ...constructor, self: { t: 'instance', of: cls, fields: new Map() } }, []);
      if (told?.fn.isStatic === true)
        for (const one of itemsOf(machine.invoke(told, []))) {
          if (one.t !== 'result') all.push({ value: one, only: null, except: null });
          else
            all.push({
              value: arg(one, 0) ?? one,
              only: named(one, 'only') === undefined ? null : wordsOf([named(one, 'only') ?? one]),
              except: named(one, 'except') === undefined ? null : wordsOf([named(one, 'except') ?? one]),
            });
        }
    },
    () => true,
  );
  return all;
}
