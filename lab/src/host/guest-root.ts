import { chmod, copyFile, cp, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, keyOf } from './cache.js';
import { exists } from './if-missing.js';
import { timed, type Progress } from './progress.js';
import { mustRun } from './run-command.js';

const SUITE = 'bookworm';
const UML_MODULES = '/usr/lib/uml/modules';

/** What nodes and gateways need; all boot from one shared read-only root. */
const PACKAGES = [
  'open-iscsi',
  'multipath-tools',
  'sg3-utils',
  'dmsetup',
  'udev',
  'kmod',
  'iproute2',
  'iputils-ping',
  'iputils-arping',
  'e2fsprogs',
  'xfsprogs',
  'nfs-common',
  'nfs-kernel-server',
  'keepalived',
  'procps',
] as const;

/** A root file system with more in it than the plain one. */
export interface GuestRecipe {
  /** Its name in the cache. One name may not begin with another: the cache forgets older versions by it. */
  readonly kind: string;
  /** Debian packages beside those every guest has. */
  readonly packages: readonly string[];
}

export const PLAIN_GUESTS: GuestRecipe = { kind: 'guest-root', packages: [] };

/** The guests' root file system: built once per recipe and kept in the cache. */
export async function guestRoot(
  labDirectory: string,
  recipe: GuestRecipe,
  say: Progress,
  signal: AbortSignal,
): Promise<string> {
  const init = await readFile(join(labDirectory, 'guest/root-init'), 'utf8');
  const kernels = (await readdir(UML_MODULES)).join(' ');
  const packages = [...PACKAGES, ...recipe.packages];
  const key = keyOf('root-2', SUITE, packages.join(' '), kernels, process.version, init);
  const build = (directory: string) =>
    buildRoot({ directory, packages, init: join(labDirectory, 'guest/root-init') }, signal);
  return cached(
    {
      kind: recipe.kind,
      key,
      build: (directory) =>
        timed(say, 'building the guests’ root file system (once, about 30 s)', () => build(directory)),
    },
    say,
    signal,
  );
}

interface RootOrder {
  readonly directory: string;
  readonly packages: readonly string[];
  /** File that becomes /twinsite/init. */
  readonly init: string;
}

async function buildRoot({ directory, packages, init }: RootOrder, signal: AbortSignal): Promise<void> {
  const include = `--include=${packages.join(',')}`;
  await mustRun(['mmdebstrap', '--quiet', '--mode=root', '--variant=minbase', include, SUITE, directory], {
    deadlineMs: 600_000,
    signal,
  });
  await cp(UML_MODULES, join(directory, 'lib/modules'), { recursive: true });
  await mkdir(join(directory, 'twinsite/files'), { recursive: true });
  await copyFile(init, join(directory, 'twinsite/init'));
  await chmod(join(directory, 'twinsite/init'), 0o755);
  await copyNode(directory, signal);
}

/** The very Node that runs the lab, with the libraries the root lacks (a Node built elsewhere links few or none). */
async function copyNode(directory: string, signal: AbortSignal): Promise<void> {
  await copyFile(process.execPath, join(directory, 'usr/local/bin/node'));
  await chmod(join(directory, 'usr/local/bin/node'), 0o755);
  const listed = await mustRun(['ldd', process.execPath], { deadlineMs: 10_000, signal });
  for (const library of libraryPaths(listed)) {
    const inRoot = join(directory, library);
    if (!(await exists(stat(inRoot)))) await copyLibrary(library, inRoot);
  }
}

async function copyLibrary(library: string, inRoot: string): Promise<void> {
  await mkdir(join(inRoot, '..'), { recursive: true });
  await copyFile(library, inRoot);
}

/** The absolute paths in the output of ldd(1). */
export function libraryPaths(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/(?:=> |^\s+)(\/\S+)/gm)].map((match) => match[1] ?? '');
}
