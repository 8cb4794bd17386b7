import { createHash } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';
import type { Layer } from './layer.js';

const OCI = 'application/vnd.oci.image';
const TAR_MS = 120_000;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface Image {
  /** Whole name, as the kubelet normalises it: `docker.io/library/NAME:TAG`. */
  readonly name: string;
  /** The lowest first. */
  readonly layers: readonly Layer[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Numeric; root by default. */
  readonly user?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface ArchivePlace {
  readonly archive: string;
  /** A directory for the archive's parts. */
  readonly work: string;
  /** Layers that whoever imports the archive has already: they are named and not carried. */
  readonly present?: readonly Layer[];
}

/**
 * Writes images as one OCI archive (image-spec: image-layout, manifest, config) for `ctr images import`; a layer that
 * several share is in it once.
 */
export async function writeOciArchive(
  images: readonly Image[],
  { work, archive, present = [] }: ArchivePlace,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(join(work, 'blobs/sha256'), { recursive: true });
  const layers = new Map(images.flatMap((image) => image.layers.map((layer) => [layer.digest, layer.file])));
  for (const { digest } of present) layers.delete(digest);
  for (const [digest, file] of layers) await place(work, digest, file);
  const manifests = await Promise.all(images.map((image) => describe(image, work)));
  await writeFile(join(work, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  await writeFile(join(work, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  const pack = ['tar', '-C', work, '-cf', archive, 'oci-layout', 'index.json', 'blobs'] as const;
  await mustRun(pack, { deadlineMs: TAR_MS, signal });
}

async function describe(image: Image, work: string): Promise<Descriptor & Record<'annotations', unknown>> {
  const config = await blob(work, `${OCI}.config.v1+json`, imageConfig(image));
  const layers = image.layers.map(({ digest, size }) => ({ mediaType: `${OCI}.layer.v1.tar`, digest, size }));
  const manifest = { schemaVersion: 2, mediaType: `${OCI}.manifest.v1+json`, config, layers };
  const described = await blob(work, manifest.mediaType, JSON.stringify(manifest));
  return { ...described, annotations: { 'io.containerd.image.name': image.name } };
}

function imageConfig({ layers, entrypoint, command, environment, user, labels }: Image): string {
  return JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: {
      Env: Object.entries({ PATH, ...environment }).map(([name, value]) => `${name}=${value}`),
      ...(entrypoint === undefined ? {} : { Entrypoint: entrypoint }),
      ...(command === undefined ? {} : { Cmd: command }),
      ...(user === undefined ? {} : { User: user }),
      ...(labels === undefined ? {} : { Labels: labels }),
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  });
}

const place = (work: string, digest: string, file: string): Promise<void> =>
  copyFile(file, join(work, 'blobs', digest.replace(':', '/')));

async function blob(work: string, mediaType: string, content: string): Promise<Descriptor> {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await writeFile(join(work, 'blobs/sha256', hash), bytes);
  return { mediaType, digest: `sha256:${hash}`, size: bytes.length };
}
