import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';
import { packLayer, type Layer } from './layer.js';
import type { Image } from './oci-archive.js';

const HOME = '/usr/lib/twinsite';
const SBOM_MS = 60_000;

/** The driver waits more than it computes: compilers that optimize would cost more memory than they are worth. */
export const NODE_FLAGS = ['--liftoff-only', '--optimize-for-size', '--no-opt', '--no-maglev'] as const;

/** What the Containerfile says too; a test keeps them in step. */
export const DRIVER_IMAGE = {
  entrypoint: ['node', ...NODE_FLAGS, `${HOME}/driver.mjs`],
  environment: { MALLOC_ARENA_MAX: '1', NODE_OPTIONS: '--max-semi-space-size=1' },
  user: '65532:65532',
  labels: {
    'org.opencontainers.image.title': 'twinsite driver',
    'org.opencontainers.image.description':
      'CSI drivers iscsi.csi.xsky.com and com.nfs.csi.xsky for two-site stretched storage',
  },
} as const;

export interface DriverImageOrder {
  readonly name: string;
  readonly base: Layer;
  /** The bundled driver. */
  readonly bundle: string;
  /** The repository, whose lock file says what is in the bundle. */
  readonly repository: string;
  /** A directory for the layer on its way. */
  readonly work: string;
}

/** The image that the Containerfile builds, without a registry: the same files on the same base. */
export async function driverImage(order: DriverImageOrder, signal: AbortSignal): Promise<Image> {
  const root = join(order.work, 'driver-root');
  const home = join(root, HOME);
  await mkdir(home, { recursive: true });
  await copyFile(order.bundle, join(home, 'driver.mjs'));
  await writeFile(join(home, 'sbom.cdx.json'), await sbom(order.repository, signal));
  const layer = await packLayer(root, join(order.work, 'driver-layer.tar'), signal);
  return { name: order.name, layers: [order.base, layer], ...DRIVER_IMAGE };
}

function sbom(repository: string, signal: AbortSignal): Promise<string> {
  const flags = ['--workspace', '@twinsite/driver', '--omit', 'dev', '--sbom-format', 'cyclonedx'];
  const command = ['npm', '--prefix', repository, 'sbom', ...flags] as const;
  return mustRun(command, { deadlineMs: SBOM_MS, signal });
}
