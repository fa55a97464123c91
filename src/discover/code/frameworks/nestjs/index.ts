/** NestJS: applications, their trees of modules, and their controllers. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, External, Model, Value } from '../../machine/values.ts';
import { arg, entryOf, itemsOf, known, model, nameOf, positional, text } from '../../machine/values.ts';
import { pathsIn } from '../../languages/javascript/requests/registration.ts';
import { rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { configurationCall, configurationRead } from './configuration.ts';
import { controllerMark, seatController, type Settings } from './controllers.ts';
import { nestExamples } from './examples.ts';
import { consumerMethod, moduleTree, nestId } from './modules.ts';

interface Application {
  readonly root: Value;
  readonly made: Model;
  readonly file: string;
  readonly line: number;
}

interface Notes {
  readonly applications: Application[];
  readonly controllers: ClassValue[];
}

const notesOf = (machine: Machine): Notes =>
  machine.notes<Notes>(nestId, () => ({ applications: [], controllers: [] }));

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const configured = configurationCall(callee, site, machine);
  if (configured !== undefined) return configured;
  if (callee.from !== '@nestjs/core' || !/^NestFactory\.create$/.test(callee.name)) return undefined;
  const root = arg(site, 0);
  if (root === undefined) return undefined;
  const made = model(nestId, 'app');
  const { applications } = notesOf(machine);
  // The same line may be run twice: by a test's bootstrap and by itself.
  if (!applications.some((one) => one.file === site.file && one.line === site.line))
    applications.push({ root, made, file: site.file, line: site.line });
  return applications.find((one) => one.file === site.file && one.line === site.line)?.made;
}

function method(self: Model, name: string, site: CallSite): Value | undefined {
  if (self.kind === 'consumer') return consumerMethod(self, name, site);
  if (self.kind !== 'app') return undefined;
  switch (name) {
    case 'setGlobalPrefix':
      self.data.set('prefix', arg(site, 0));
      self.data.set('exclude', entryOf(arg(site, 1), 'exclude'));
      return self;
    case 'enableVersioning':
      self.data.set('versioning', arg(site, 0) ?? text('uri'));
      return self;
    case 'useGlobalGuards':
      self.data.set('guards', [
        ...((self.data.get('guards') ?? []) as readonly Value[]),
        ...positional(site),
      ]);
      return self;
    case 'listen':
    case 'listenAsync':
      self.data.set('listens', true);
      return undefined;
    default:
      return undefined;
  }
}

/** Of several applications of one module in one file, those that listen: others are made to read settings, or by tests. */
function serving(all: readonly Application[]): readonly Application[] {
  return all.filter(
    (one) =>
      one.made.data.get('listens') === true ||
      !all.some(
        (other) => other !== one && other.file === one.file && other.made.data.get('listens') === true,
      ),
  );
}

function settingsOf(
  app: Model,
): Pick<Settings, 'prefix' | 'unprefixed' | 'versionPrefix' | 'defaultVersions'> {
  const versioning = app.data.get('versioning') as Value | undefined;
  const kind = entryOf(versioning, 'type');
  const inPath =
    versioning !== undefined && (kind === undefined || /URI$|^0$/.test(known(kind) ?? nameOf(kind)));
  const prefix = entryOf(versioning, 'prefix');
  const excluded = itemsOf(app.data.get('exclude') as Value | undefined).flatMap((one) => {
    const path = one.t === 'map' ? known(one.entries.get('path')) : known(one);
    if (path === null) return [];
    const verb =
      one.t === 'map'
        ? (nameOf(one.entries.get('method') ?? text('ALL'))
            .split('.')
            .at(-1) ?? 'ALL')
        : 'ALL';
    return [verb === 'ALL' ? path : `${verb} ${path}`];
  });
  return {
    prefix: pathsIn(app.data.get('prefix') as Value | undefined)[0]?.pattern ?? rootPattern,
    unprefixed: excluded,
    versionPrefix: inPath ? (prefix?.t === 'const' ? '' : (known(prefix) ?? 'v')) : null,
    defaultVersions: itemsOf(entryOf(versioning, 'defaultVersion')),
  };
}

/** NestJS. */
export const nestjs: Framework = {
  id: nestId,
  title: 'NestJS',
  languages: ['javascript'],
  call,
  method,
  unknownMethod: (_self, name, site, machine) => configurationRead(name, site, machine),
  class(cls, machine) {
    if (controllerMark(cls, machine) !== undefined) notesOf(machine).controllers.push(cls);
  },
  finish(machine) {
    const { applications, controllers } = notesOf(machine);
    const seated = new Set<ClassValue['cls']>();
    for (const { root, made, file, line } of serving(applications)) {
      const tree = moduleTree(root, machine);
      const guards = [...((made.data.get('guards') ?? []) as readonly Value[]), ...tree.guards];
      const settings: Settings = { ...settingsOf(made), guards, middleware: tree.middleware };
      const scope = machine.scope({ framework: nestId, isRoot: true, file, line, reach: 'all' });
      for (const one of tree.controllers) {
        seated.add(one.controller.cls);
        seatController(one, scope, settings, machine);
      }
    }
    const [first] = applications;
    for (const controller of controllers) {
      if (seated.has(controller.cls) || controller.cls.isAbstract === true) continue;
      const { file, cls } = controller;
      const scope = machine.scope({ framework: nestId, isRoot: false, file, line: cls.line, reach: 'all' });
      const settings =
        first === undefined || applications.length > 1
          ? { prefix: rootPattern, unprefixed: [], versionPrefix: null, defaultVersions: [] }
          : settingsOf(first.made);
      seatController({ controller, under: [] }, scope, { ...settings, guards: [], middleware: [] }, machine);
    }
  },
  examples: nestExamples,
};
