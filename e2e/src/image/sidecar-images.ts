import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cached, keyOf, timed, type Progress } from '@twinsite/lab';
import type { Programs } from '../programs/programs.js';
import { VERSION_OF } from '../programs/versions.js';
import { packLayer } from './layer.js';
import { writeOciArchive, type Image } from './oci-archive.js';

const REGISTRY = 'registry.k8s.io/sig-storage';
const COMMANDS = ['csi-provisioner', 'csi-attacher', 'csi-resizer', 'csi-snapshotter', 'snapshot-controller'];

/** The name under which a cluster would pull the image of this sidecar. */
export const sidecarImage = (command: string): string =>
  `${REGISTRY}/${command}:${VERSION_OF.get(command) ?? ''}`;

/** Archive with the CSI sidecars, each a static Go program alone in its image, as the released ones are. Cached. */
export async function sidecarImages(programs: Programs, say: Progress, signal: AbortSignal): Promise<string> {
  const key = keyOf('1', ...COMMANDS.map((command) => `${sidecarImage(command)} ${programs.of(command)}`));
  const build = (directory: string): Promise<void> =>
    timed(say, 'packing the images of the sidecars (once)', () => pack(directory, programs, signal));
  return join(await cached({ kind: 'sidecar-images', key, build }, say, signal), 'sidecars.tar');
}

async function pack(directory: string, programs: Programs, signal: AbortSignal): Promise<void> {
  const work = join(directory, 'work');
  const images: Image[] = [];
  for (const command of COMMANDS) {
    const root = join(work, command);
    await mkdir(root, { recursive: true });
    await copyFile(programs.of(command), join(root, command));
    const layer = await packLayer(root, join(work, `${basename(command)}.tar`), signal);
    images.push({ name: sidecarImage(command), layers: [layer], entrypoint: [`/${command}`] });
  }
  const archive = join(directory, 'sidecars.tar');
  await writeOciArchive(images, { work: join(work, 'archive'), archive }, signal);
  await rm(work, { recursive: true });
}
