import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';

const OCI = 'application/vnd.oci.image';
const TAR_MS = 60_000;

export interface ImageOrder {
  /** Whole name, as the kubelet normalises it: `docker.io/library/NAME:TAG`. */
  readonly name: string;
  /** Directory that becomes the only layer. */
  readonly root: string;
  readonly command: readonly string[];
  /** Scratch directory of this image. */
  readonly workDirectory: string;
  readonly archive: string;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Writes an image of one layer as an OCI archive (image-spec: image-layout, manifest, config) for `ctr images import`. */
export async function writeOciArchive(order: ImageOrder, signal: AbortSignal): Promise<void> {
  const { workDirectory: work, archive, root } = order;
  await mkdir(join(work, 'blobs/sha256'), { recursive: true });
  const limits = { deadlineMs: TAR_MS, signal };
  const layerFile = join(work, 'layer.tar');
  // The same files give the same digest on every machine.
  const exact = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await mustRun(['tar', '-C', root, ...exact, '-cf', layerFile, '.'], limits);
  const layer = await blob(work, `${OCI}.layer.v1.tar`, await readFile(layerFile));
  const config = await blob(work, `${OCI}.config.v1+json`, imageConfig(order.command, layer.digest));
  const manifest = { schemaVersion: 2, mediaType: `${OCI}.manifest.v1+json`, config, layers: [layer] };
  const described = await blob(work, manifest.mediaType, JSON.stringify(manifest));
  const named = { ...described, annotations: { 'io.containerd.image.name': order.name } };
  await writeFile(join(work, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [named] }));
  await writeFile(join(work, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await mustRun(['tar', '-C', work, '-cf', archive, 'oci-layout', 'index.json', 'blobs'], limits);
}

function imageConfig(command: readonly string[], layer: string): string {
  return JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin'], Cmd: command },
    rootfs: { type: 'layers', diff_ids: [layer] },
  });
}

async function blob(work: string, mediaType: string, content: string | Buffer): Promise<Descriptor> {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await writeFile(join(work, 'blobs/sha256', hash), bytes);
  return { mediaType, digest: `sha256:${hash}`, size: bytes.length };
}
