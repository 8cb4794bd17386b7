import { stat } from 'node:fs/promises';
import { mustRun } from '@twinsite/lab';

const TAR_MS = 120_000;

/** One layer of an image: an uncompressed tar archive. */
export interface Layer {
  readonly file: string;
  /** `sha256:HEX` of the archive, which is also its diff id. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** Packs a directory. The same files give the same digest on every machine. */
export async function packLayer(root: string, file: string, signal: AbortSignal): Promise<Layer> {
  const exact = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await mustRun(['tar', '-C', root, ...exact, '-cf', file, '.'], { deadlineMs: TAR_MS, signal });
  return layerOf(file, signal);
}

export async function layerOf(file: string, signal: AbortSignal): Promise<Layer> {
  const told = await mustRun(['sha256sum', '-b', file], { deadlineMs: TAR_MS, signal });
  return { file, digest: `sha256:${told.slice(0, 64)}`, size: (await stat(file)).size };
}
