import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, keyOf, LabRefused, mustRun, timed, type Progress } from '@twinsite/lab';
import { layerOf, packLayer, type Layer } from './layer.js';
import { writeOciArchive } from './oci-archive.js';

/** What the Containerfile's base image has: this Node on a minimal Debian with util-linux. A test keeps them in step. */
export const NODE_VERSION = '24.21.0';
const SUITE = 'bookworm';
const PACKAGES = ['libstdc++6', 'ca-certificates'] as const;
const NOT_SHIPPED = ['doc', 'man', 'info', 'locale', 'lintian'] as const;
const BUILD_MS = 600_000;
const NPM_MS = 180_000;

export interface NodeBase {
  /** The root file system without a driver, as a layer. */
  readonly layer: Layer;
  /** Archive with an image of that layer alone. */
  readonly archive: string;
  /** The image's Node, also runnable on this machine. */
  readonly node: string;
}

/**
 * The driver image's root file system up to the driver itself, made from Debian's packages and from the Node build that
 * npm carries: no registry of images is needed. Kept in the cache.
 */
export async function nodeBase(say: Progress, signal: AbortSignal): Promise<NodeBase> {
  const key = keyOf('3', NODE_VERSION, process.arch, SUITE, ...PACKAGES, ...NOT_SHIPPED);
  const build = (directory: string): Promise<void> =>
    timed(say, `building the image’s root file system with Node ${NODE_VERSION} (once)`, () =>
      buildBase(directory, signal),
    );
  const directory = await cached({ kind: 'image-base', key, build }, say, signal);
  const layer = await layerOf(join(directory, 'layer.tar'), signal);
  return { layer, archive: join(directory, 'base.tar'), node: join(directory, 'node') };
}

async function buildBase(directory: string, signal: AbortSignal): Promise<void> {
  const root = join(directory, 'root');
  const exclude = NOT_SHIPPED.map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  const include = `--include=${PACKAGES.join(',')}`;
  const debian = [
    'mmdebstrap',
    '--quiet',
    '--mode=root',
    '--variant=essential',
    include,
    ...exclude,
  ] as const;
  await mustRun([...debian, SUITE, root], { deadlineMs: BUILD_MS, signal });
  const node = await fetchNode(directory, signal);
  await mustRun(['install', '-D', '-m', '755', node, join(root, 'usr/local/bin/node')], {
    deadlineMs: NPM_MS,
    signal,
  });
  const layer = await packLayer(root, join(directory, 'layer.tar'), signal);
  const image = { name: `docker.io/twinsite/node:${NODE_VERSION}`, layers: [layer] };
  await writeOciArchive(
    [image],
    { work: join(directory, 'archive'), archive: join(directory, 'base.tar') },
    signal,
  );
  await rename(node, join(directory, 'node'));
  for (const done of [root, join(directory, 'npm'), join(directory, 'archive')])
    await rm(done, { recursive: true });
}

/** npm checks the package against the registry's digest. */
async function fetchNode(directory: string, signal: AbortSignal): Promise<string> {
  const scratch = join(directory, 'npm');
  await mkdir(scratch);
  const limits = { deadlineMs: NPM_MS, signal };
  const wanted = `node-linux-${process.arch}@${NODE_VERSION}`;
  await mustRun(['npm', 'pack', '--silent', wanted, '--pack-destination', scratch], limits).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw new LabRefused(`npm does not fetch ${wanted}: ${(error as Error).message}`);
    },
  );
  const [archive = ''] = await readdir(scratch);
  await mustRun(['tar', '-C', scratch, '-xzf', join(scratch, archive), 'package/bin/node'], limits);
  return join(scratch, 'package/bin/node');
}
