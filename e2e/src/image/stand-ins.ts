import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mustRun } from '@twinsite/lab';
import { packLayer, type Layer } from './layer.js';
import type { Image } from './oci-archive.js';

const BUNDLING_MS = 60_000;
const AT = '/usr/lib/stand-in/main.cjs';
const REGISTRY = 'registry.k8s.io/sig-storage';

/** What the chart asks for; neither is to be had as a Go module. */
const STAND_INS = [
  { name: `${REGISTRY}/csi-node-driver-registrar:v2.17.0`, which: 'registrar' },
  { name: `${REGISTRY}/livenessprobe:v2.19.0`, which: 'liveness' },
] as const;

/** Images of src/stand-in under the names of the two sidecars that they stand in for. */
export async function standInImages(
  order: { readonly base: Layer; readonly home: string; readonly work: string },
  signal: AbortSignal,
): Promise<readonly Image[]> {
  const root = join(order.work, 'stand-in-root');
  await mkdir(join(root, AT, '..'), { recursive: true });
  await bundle(order.home, join(root, AT), signal);
  const layer = await packLayer(root, join(order.work, 'stand-in.tar'), signal);
  const layers = [order.base, layer];
  return STAND_INS.map(({ name, which }) => ({ name, layers, entrypoint: ['node', AT, which] }));
}

async function bundle(home: string, output: string, signal: AbortSignal): Promise<void> {
  const esbuild = join(dirname(home), 'node_modules/.bin/esbuild');
  const flags = ['--bundle', '--platform=node', '--format=cjs', '--conditions=@twinsite/source'];
  const command = [esbuild, join(home, 'src/stand-in/main.ts'), ...flags, `--outfile=${output}`] as const;
  await mustRun([...command, '--log-level=error'], { deadlineMs: BUNDLING_MS, signal });
}
