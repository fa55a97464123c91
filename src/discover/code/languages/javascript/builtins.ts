/** What JavaScript and Node.js bring along that shapes routes: objects' keys, joined paths, folders that are loaded file by file. */
import type { Library } from '../../frameworks/framework.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ListValue, MapValue, TextValue, Value } from '../../machine/values.ts';
import { arg, known, positional, text, textsOf } from '../../machine/values.ts';
import { folderOf, joinPath } from './paths.ts';

const pathModules = new Set(['path', 'node:path', 'path/posix', 'node:path/posix', 'upath']);
const fileModules = new Set(['fs', 'node:fs', 'fs-extra', 'graceful-fs', 'fs/promises', 'node:fs/promises']);
const filesMax = 500;

/** The library. */
export const javascriptBuiltins: Library = {
  id: 'javascript',
  title: 'JavaScript and Node.js',
  languages: ['javascript'],
  call(callee, site, machine) {
    if (callee.from === '') return globalCall(callee.name, site, machine);
    if (pathModules.has(callee.from)) return pathCall(callee.name, site);
    if (fileModules.has(callee.from)) return fileCall(callee.name.replace(/^promises\./, ''), site, machine);
    if (/^(?:glob|fast-glob|globby|tiny-glob|glob-promise)$/.test(callee.from)) return globbed(site, machine);
    if (callee.from === 'desm') return desm(callee.name, site);
    if (callee.from === 'url' || callee.from === 'node:url') return here(site, callee.name);
    return undefined;
  },
  unknownMethod(self, name, site, machine) {
    if (self.t === 'list') return listMethod(self, name, site, machine);
    if (self.t === 'text') return textMethod(self, name, site);
    return undefined;
  },
};

function globalCall(name: string, site: CallSite, machine: Machine): Value | undefined {
  const first = arg(site, 0);
  switch (name) {
    case 'Object.keys':
    case 'Object.values':
    case 'Object.entries':
    case 'Object.getOwnPropertyNames':
    case 'Reflect.ownKeys':
      return first === undefined ? undefined : listOf(name.replace(/^.*\./, ''), first, machine);
    case 'Object.assign':
      return assigned(site);
    case 'Object.fromEntries':
      return fromEntries(first, site);
    case 'Array.from':
    case 'structuredClone':
    case 'JSON.parse':
      return first?.t === 'list' || first?.t === 'map' ? first : undefined;
    case 'Array.of':
      return { t: 'list', items: [...positional(site)], open: false };
    case 'Map':
    case 'Set':
      return site.isNew ? collection(name, first, site) : undefined;
    case 'String':
    case 'encodeURI':
    case 'encodeURIComponent':
      return textsOf(first)[0];
    case 'String.raw':
      return textsOf(first)[0];
    case 'require':
    case 'import':
    case 'require.resolve':
      return loaded(first, site, machine, name === 'require.resolve');
    case 'fileURLToPath':
      return here(site, name);
    case 'URL': {
      // `new URL('./routes', import.meta.url)`
      const base = placed(arg(site, 1), site);
      const path = known(first);
      return base?.startsWith(rootMark) === true && path !== null
        ? below(folderOf(base.slice(2)), path)
        : undefined;
    }
    default:
      return undefined;
  }
}

function listOf(what: string, of: Value, machine: Machine): ListValue | undefined {
  const entries = entriesOf(of, machine);
  if (entries === null) return undefined;
  const items = entries.map(([key, value]): Value => {
    if (what === 'values') return value;
    return what === 'entries' ? { t: 'list', items: [text(key), value], open: false } : text(key);
  });
  return { t: 'list', items, open: false };
}

function entriesOf(of: Value, machine: Machine): readonly (readonly [string, Value])[] | null {
  if (of.t === 'map') return [...of.entries];
  if (of.t === 'instance') return [...of.fields];
  if (of.t === 'list') return of.items.map((item, at) => [String(at), item] as const);
  if (of.t !== 'module') return null;
  const module = machine.project.modules.get(of.file);
  const names = module?.body.flatMap((stmt) => (stmt.t === 'export' ? [stmt.name] : [])) ?? [];
  return names.flatMap((name) => {
    const value = machine.exportOf(of.file, name);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function assigned(site: CallSite): Value | undefined {
  const [target, ...sources] = positional(site);
  if (target === undefined) return undefined;
  if (target.t !== 'map') return target;
  for (const source of sources) {
    if (source.t === 'map') for (const [key, value] of source.entries) target.entries.set(key, value);
    else target.open = true;
  }
  return target;
}

function fromEntries(list: Value | undefined, site: CallSite): Value | undefined {
  if (list?.t !== 'list') return undefined;
  const map: MapValue = { t: 'map', entries: new Map(), open: list.open, file: site.file, line: site.line };
  for (const item of list.items) {
    const key = item.t === 'list' ? known(item.items[0]) : null;
    const value = item.t === 'list' ? item.items[1] : undefined;
    if (key !== null && value !== undefined) map.entries.set(key, value);
    else map.open = true;
  }
  return map;
}

function collection(name: string, first: Value | undefined, site: CallSite): Value {
  if (name === 'Map') {
    const made = fromEntries(first, site);
    return (
      made ?? { t: 'map', entries: new Map(), open: first !== undefined, file: site.file, line: site.line }
    );
  }
  return {
    t: 'list',
    items: first?.t === 'list' ? [...first.items] : [],
    open: first !== undefined && first.t !== 'list',
  };
}

/** Marks where a path of the file system starts: what `__dirname` of a file stands for. */
const rootMark = '\u0000/';

const folderText = (file: string): TextValue => text(`${rootMark}${folderOf(file)}`);

/** `__dirname`, `__filename`, `import.meta.url`, `process.cwd()` as texts; other values as they are. */
function placed(value: Value | undefined, site: CallSite): string | null {
  if (value?.t === 'external' && value.from === '') {
    if (value.name === '__dirname' || value.name === 'import.meta.dirname')
      return known(folderText(site.file));
    if (/^(?:__filename|import\.meta\.(?:url|filename))$/.test(value.name)) return `${rootMark}${site.file}`;
  }
  if (value?.t === 'member' && value.of.t === 'text' && /^(?:pathname|href)$/.test(value.name))
    return known(value.of);
  return known(value);
}

const below = (folder: string, path: string): TextValue => text(`${rootMark}${joinPath(folder, path) ?? ''}`);

/** `join(import.meta.url, 'routes')` of desm: from the folder of the file. */
function desm(name: string, site: CallSite): Value | undefined {
  const base = placed(arg(site, 0), site);
  if (base === null || !base.startsWith(rootMark)) return undefined;
  const parts = positional(site).slice(1).map(known);
  if (name === 'filename') return text(base);
  return parts.includes(null) ? undefined : below(folderOf(base.slice(2)), parts.join('/'));
}

function pathCall(name: string, site: CallSite): Value | undefined {
  const parts = positional(site).map((value) => placed(value, site));
  const [first] = parts;
  switch (name.replace(/^posix\./, '')) {
    case 'join':
    case 'resolve': {
      if (parts.some((part) => part === null)) return unknownJoin(site);
      const whole = parts.join('/');
      return text(
        whole.startsWith(rootMark) ? `${rootMark}${joinPath('', whole.slice(2)) ?? ''}` : normal(whole),
      );
    }
    case 'dirname':
      return first === null || first === undefined
        ? undefined
        : text(first.startsWith(rootMark) ? `${rootMark}${folderOf(first.slice(2))}` : folderOf(first));
    case 'basename': {
      if (first === null || first === undefined) return undefined;
      const base = first.slice(first.lastIndexOf('/') + 1);
      const ending = parts[1] ?? '';
      return text(ending !== '' && base.endsWith(ending) ? base.slice(0, -ending.length) : base);
    }
    case 'extname': {
      const base = first?.slice(first.lastIndexOf('/') + 1) ?? '';
      return first === null
        ? undefined
        : text(base.includes('.', 1) ? base.slice(base.lastIndexOf('.')) : '');
    }
    case 'parse': {
      if (first === null || first === undefined) return undefined;
      const base = first.slice(first.lastIndexOf('/') + 1);
      const stem = base.includes('.', 1) ? base.slice(0, base.lastIndexOf('.')) : base;
      const entries = new Map<string, Value>([
        ['base', text(base)],
        ['name', text(stem)],
        ['ext', text(base.slice(stem.length))],
      ]);
      return { t: 'map', entries, open: false, file: site.file, line: site.line };
    }
    default:
      return undefined;
  }
}

/** `path.posix.join(prefix, '/users')` with an unknown prefix is still a text with a hole. */
function unknownJoin(site: CallSite): Value {
  const parts = positional(site).flatMap((value, at) => [
    ...(at === 0 ? [] : ['/']),
    ...(textsOf(value)[0]?.parts ?? [{ hole: value.t }]),
  ]);
  return text(...parts);
}

const normal = (path: string): string => path.replace(/\/{2,}/g, '/').replace(/^\.\//, '');

/** Names in a folder of the project: what a loader of routes sees. */
function fileCall(name: string, site: CallSite, machine: Machine): Value | undefined {
  const path = placed(arg(site, 0), site);
  switch (name) {
    case 'readdirSync':
    case 'readdir': {
      const folder = path === null ? null : underRoot(path);
      if (folder === null) return undefined;
      const names = namesIn(folder, machine);
      const items = names.map((one): Value => text(one));
      const list: Value = { t: 'list', items, open: false };
      const callback = positional(site).at(-1);
      if (name === 'readdir' && callback?.t === 'fn')
        machine.invoke(callback, [{ t: 'const', v: null }, list]);
      return list;
    }
    case 'readFileSync':
    case 'readFile': {
      const file = path === null ? null : underRoot(path);
      const content = file === null ? null : machine.project.read(file);
      return content === null ? undefined : text(content);
    }
    default:
      return undefined;
  }
}

/** A path below the root: marked, or relative to where the program starts. */
function underRoot(path: string): string | null {
  if (path.startsWith(rootMark)) return joinPath('', path.slice(2));
  return path.startsWith('/') ? null : joinPath('', path);
}

function namesIn(folder: string, machine: Machine): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`;
  const names = new Set<string>();
  for (const file of machine.project.files) {
    if (!file.startsWith(start)) continue;
    names.add(file.slice(start.length).split('/', 1)[0] ?? '');
    if (names.size >= filesMax) break;
  }
  return [...names];
}

/** `glob.sync('./routes/*.js')`: the files that fit. */
function globbed(site: CallSite, machine: Machine): Value | undefined {
  const pattern = placed(arg(site, 0), site);
  const below = pattern === null ? null : underRoot(pattern);
  if (below === null) return undefined;
  const fits = globMatcher(below);
  const files = machine.project.files.filter(fits).slice(0, filesMax);
  const list: Value = { t: 'list', items: files.map((file) => text(`${rootMark}${file}`)), open: false };
  const callback = positional(site).at(-1);
  if (callback?.t === 'fn') machine.invoke(callback, [{ t: 'const', v: null }, list]);
  return list;
}

/** A glob as a test on paths: `**`, `*`, `?`, `{a,b}`; by pieces, so that it takes linear time for each star. */
function globMatcher(pattern: string): (path: string) => boolean {
  const source = pattern
    .slice(0, 300)
    .replace(/[.+^$()|[\]\\]/g, (char) => `\\${char}`)
    .replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}/g, (part) => {
      if (part === '**/') return '(?:[^/]+/){0,12}';
      if (part === '**') return '[^]{0,300}';
      if (part === '*') return '[^/]{0,120}';
      if (part === '?') return '[^/]';
      return `(?:${part.slice(1, -1).replaceAll(',', '|')})`;
    });
  const matcher = new RegExp(`^${source}$`);
  return (path) => path.length < 400 && matcher.test(path);
}

/** `require(path.join(__dirname, file))`: the module at that path. */
function loaded(
  value: Value | undefined,
  site: CallSite,
  machine: Machine,
  pathOnly: boolean,
): Value | undefined {
  const path = placed(value, site);
  const from = machine.project.modules.get(site.file);
  if (path === null || from === undefined) return undefined;
  if (pathOnly) return text(path);
  let wanted = path;
  if (path.startsWith(rootMark)) {
    const up = folderOf(site.file)
      .split('/')
      .filter((part) => part !== '')
      .map(() => '..');
    wanted = `./${[...up, path.slice(2)].join('/')}`;
  }
  const [file] = machine.project.find(wanted, from);
  if (file === undefined || file === site.file) return undefined;
  machine.moduleEnv(file);
  return machine.exportOf(file, '=') ?? { t: 'module', file };
}

/** `fileURLToPath(import.meta.url)`: the file itself. */
function here(site: CallSite, name: string): Value | undefined {
  if (name !== 'fileURLToPath' && name !== 'pathToFileURL') return undefined;
  const path = placed(arg(site, 0), site);
  return path === null ? undefined : text(path);
}

function listMethod(of: ListValue, name: string, site: CallSite, machine: Machine): Value | undefined {
  const [callback, start] = positional(site);
  if ((name === 'reduce' || name === 'reduceRight') && callback?.t === 'fn') {
    let sum = start;
    for (const [at, item] of of.items.entries()) {
      if (sum === undefined) sum = item;
      else sum = machine.invoke(callback, [sum, item, { t: 'num', v: at }]);
    }
    return sum;
  }
  if ((name === 'find' || name === 'at') && of.items.length > 0) return of.items[0];
  if (name === 'pop' || name === 'shift') return of.items[0];
  return undefined;
}

function textMethod(of: TextValue, name: string, site: CallSite): Value | undefined {
  const whole = known(of);
  if (whole === null) return undefined;
  const [first, second] = positional(site);
  switch (name) {
    case 'slice':
    case 'substring':
    case 'substr': {
      const from = first?.t === 'num' ? first.v : 0;
      const to = second?.t === 'num' ? second.v : undefined;
      return text(
        name === 'slice'
          ? whole.slice(from, to)
          : name === 'substring'
            ? whole.substring(from, to)
            : whole.slice(from, to === undefined ? undefined : from + to),
      );
    }
    default:
      return undefined;
  }
}
