/** Components of a folder: what its lockfiles, manifests, package databases, bills of materials and descriptions of deployments name. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ComponentSighting, EvidenceWarning } from '../../model/sighting.ts';
import { WarningTally } from '../contracts/warning-tally.ts';
import { packageNames } from '../files/package-names.ts';
import { decodeText } from '../files/text.ts';
import type { FoundFile, WalkedFolder } from '../files/walk.ts';
import type { ComponentReader, FoundComponent } from './component-reader.ts';
import { manifestBytesMax } from './component-reader.ts';
import { apkInstalled } from './formats/apk-installed.ts';
import { bunLock } from './formats/bun-lock.ts';
import { cargoLock, cargoToml } from './formats/cargo-lock.ts';
import { compose } from './formats/compose.ts';
import { composerJson, composerLock } from './formats/composer-lock.ts';
import { cyclonedx } from './formats/cyclonedx.ts';
import { dockerfile } from './formats/dockerfile.ts';
import { csproj, nugetLock, packagesConfig } from './formats/dotnet.ts';
import { dpkgStatus } from './formats/dpkg-status.ts';
import { gemfileLock } from './formats/gemfile-lock.ts';
import { goMod, goSum } from './formats/go-mod.ts';
import { buildGradle, gradleCatalogue, gradleLockfile } from './formats/gradle.ts';
import { kubernetes } from './formats/kubernetes.ts';
import { mavenPom } from './formats/maven-pom.ts';
import { osRelease } from './formats/os-release.ts';
import { packageJson } from './formats/package-json.ts';
import { packageLock } from './formats/package-lock.ts';
import { pipfileLock } from './formats/pipfile-lock.ts';
import { pnpmLock } from './formats/pnpm-lock.ts';
import { pyproject } from './formats/pyproject.ts';
import { pythonLock } from './formats/python-lock.ts';
import { requirements } from './formats/requirements.ts';
import { rpmDatabase } from './formats/rpm-database.ts';
import { runtimeFiles } from './formats/runtime-files.ts';
import { spdx } from './formats/spdx.ts';
import { yarnLock } from './formats/yarn-lock.ts';

/** All formats; the first that takes a file reads it. */
export const componentReaders: readonly ComponentReader[] = [
  packageLock,
  yarnLock,
  pnpmLock,
  bunLock,
  packageJson,
  pythonLock,
  pipfileLock,
  pyproject,
  requirements,
  goMod,
  goSum,
  mavenPom,
  gradleLockfile,
  buildGradle,
  gradleCatalogue,
  gemfileLock,
  composerLock,
  composerJson,
  nugetLock,
  csproj,
  packagesConfig,
  cargoLock,
  cargoToml,
  spdx,
  cyclonedx,
  dpkgStatus,
  apkInstalled,
  rpmDatabase,
  osRelease,
  dockerfile,
  compose,
  runtimeFiles,
  kubernetes,
];

const componentsMax = 50_000;
const charsMax = 300;

/** Components of a folder, and what could not be read. */
export interface FolderComponents {
  readonly components: readonly ComponentSighting[];
  readonly warnings: readonly EvidenceWarning[];
}

/** How to read. */
export interface ComponentOptions {
  readonly signal?: AbortSignal;
  readonly componentsMax?: number;
}

/**
 * Reads the components of a walked folder.
 *
 * @example
 * const { components } = await readComponents(await walkFolder('./shop'));
 * components[0]?.purl; // 'pkg:npm/express@5.3.0'
 */
export async function readComponents(
  folder: WalkedFolder,
  { signal, componentsMax: most = componentsMax }: ComponentOptions = {},
): Promise<FolderComponents> {
  const warnings = new WarningTally();
  const byPath = new Map(folder.files.map((file) => [file.path, file]));
  const texts = new Map<string, string | null>();
  const neighbour = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const file = byPath.get(path);
    // Beside a large lockfile it is enough to know that it is there.
    const text = file === undefined ? null : file.bytes > manifestBytesMax ? '' : (textOf(file) ?? '');
    texts.set(path, text);
    return text;
  };
  const names = packageNames([...byPath.keys()], neighbour, basename(folder.root));
  const found = new Map<string, ComponentSighting>();
  for (const file of folder.files) {
    const reader = readerOf(file);
    if (reader === undefined) continue;
    signal?.throwIfAborted();
    if (file.bytes > reader.bytesMax) {
      warnings.add('file-too-large', `${reader.format} of more than ${reader.bytesMax} bytes`, {
        file: file.path,
      });
      continue;
    }
    const text = reader.binary === true ? '' : textOf(file);
    if (text === null) {
      warnings.add('unreadable', 'the file cannot be read', { file: file.path });
      continue;
    }
    const api = names.apiOf(file.path);
    try {
      for (const one of reader.read(
        { path: file.path, absolute: file.absolute, text },
        { warnings, neighbour },
      )) {
        if (found.size >= most) break;
        keep(found, one, api, file.path);
      }
    } catch (error) {
      warnings.add('not-read', `${reader.format}: ${error instanceof Error ? error.message : 'unknown'}`, {
        file: file.path,
      });
    }
    if (found.size >= most) {
      warnings.add('too-many-components', `only the first ${most} components are kept`, { file: file.path });
      break;
    }
  }
  return { components: [...found.values()], warnings: warnings.list() };
}

/** Reads one file that was given by itself, when it is of one of the formats; its folder is looked at for neighbours. */
export const readsComponents = (path: string): boolean => componentReaders.some(({ reads }) => reads(path));

const osFiles: ReadonlySet<ComponentReader> = new Set([dpkgStatus, apkInstalled, rpmDatabase, osRelease]);

function readerOf({ path, role }: FoundFile): ComponentReader | undefined {
  const reader = componentReaders.find(({ reads }) => reads(path));
  if (reader === undefined || role === 'app' || role === 'generated') return reader;
  // Lockfiles of examples and tests are not the application's; a system's own database is where it is.
  return osFiles.has(reader) ? reader : undefined;
}

function keep(found: Map<string, ComponentSighting>, one: FoundComponent, api: string, file: string): void {
  if (one.name === '' || one.name.length > charsMax) return;
  const { line, version, talksTo, ...rest } = one;
  const told = version === null || version === '' ? null : version.slice(0, charsMax);
  const key = `${api}\n${one.kind}\n${one.purl ?? `${one.name}\n${told}`}`;
  const known = found.get(key);
  if (known === undefined)
    found.set(key, {
      ...rest,
      version: told,
      api,
      place: { file, ...(line === undefined ? {} : { line }) },
      ...(talksTo === undefined ? {} : { talksTo }),
    });
  else if (
    (one.direct && !known.direct) ||
    (one.scope === 'runtime' && known.scope !== 'runtime') ||
    talksTo !== undefined
  )
    found.set(key, {
      ...known,
      direct: known.direct || one.direct,
      scope: one.scope === 'runtime' ? 'runtime' : known.scope,
      ...(talksTo === undefined ? {} : { talksTo: [...(known.talksTo ?? []), ...talksTo] }),
    });
}

function textOf({ absolute }: FoundFile): string | null {
  try {
    return decodeText(readFileSync(absolute)).text;
  } catch {
    return null;
  }
}
