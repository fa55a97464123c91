/** @fastify/autoload: each file of a folder is a plugin, and the folders above it are its prefix. */
import type { Machine } from '../machine/machine.ts';
import type { CallSite, Value } from '../machine/values.ts';
import { entryOf, known } from '../machine/values.ts';

const source = /\.[cm]?[jt]s$/;
const skipped = /(?:^|[/._-])(?:test|spec)\.|\.d\.[cm]?ts$|(?:^|\/)(?:autohooks|_autohooks)\./;
const pluginsMax = 1_000;

/**
 * Finds the plugins of a folder.
 *
 * @param plug is called with each file, the texts of its prefix (a folder named `_id` as the parameter `:id`), and the files of hooks that are
 * in force there
 */
export function autoload(
  options: Value | undefined,
  site: CallSite,
  machine: Machine,
  plug: (file: string, prefix: readonly string[], hooks: readonly string[]) => void,
): void {
  const folder = folderOf(entryOf(options, 'dir'), machine);
  if (folder === null) {
    const told = machine.notes('fastify-autoload', () => new Set<string>());
    if (told.has(`${site.file}:${String(site.line)}`)) return;
    told.add(`${site.file}:${String(site.line)}`);
    machine.unresolved({
      what: 'plugins of a folder',
      why: 'the folder that @fastify/autoload is given is not known from the source',
      framework: 'fastify',
      file: site.file,
      line: site.line,
    });
    return;
  }
  const named = isTrue(entryOf(options, 'dirNameRoutePrefix'), true);
  const params = isTrue(entryOf(options, 'routeParams'), false);
  const start = `${folder}/`;
  const found = [...machine.project.modules.keys()]
    .filter((file) => file.startsWith(start) && source.test(file) && !skipped.test(file))
    .slice(0, pluginsMax);
  const withHooks = isTrue(entryOf(options, 'autoHooks'), false);
  const cascade = isTrue(entryOf(options, 'cascadeHooks'), false);
  const hooksFor = (folders: readonly string[]): readonly string[] => {
    if (!withHooks) return [];
    const inForce = folders.map((_, at) => folders.slice(0, at + 1));
    return [[], ...inForce]
      .filter((one) => cascade || one.length === folders.length)
      .flatMap((one) => {
        const stem = [folder, ...one, 'autohooks.'].join('/');
        return [...machine.project.modules.keys()].filter(
          (file) => file.startsWith(stem) && source.test(file) && !file.slice(stem.length).includes('/'),
        );
      });
  };
  for (const file of found) {
    const folders = file.slice(start.length).split('/').slice(0, -1);
    const prefix = named ? folders.map((one) => `/${params ? one.replace(/^__?/, ':') : one}`) : [];
    plug(file, prefix, hooksFor(folders));
  }
}

/** The folder below the root; paths from `path.join(__dirname, ...)` carry a mark. */
function folderOf(value: Value | undefined, machine: Machine): string | null {
  const path = known(value);
  if (path === null) return null;
  const folder = path
    .replace(/^\u0000?\/?/, '')
    .replace(/^\.\//, '')
    .replace(/\/$/, '');
  const files = [...machine.project.modules.keys()];
  if (files.some((file) => file.startsWith(`${folder}/`))) return folder;
  return null;
}

const isTrue = (value: Value | undefined, otherwise: boolean): boolean =>
  value?.t === 'const' ? value.v === true : otherwise;
