import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';
import { packLayer } from './layer.js';
import type { Image } from './oci-archive.js';

/** containerd's sandbox image. */
export const PAUSE_IMAGE = 'docker.io/twinsite/pause:1';
/**
 * The article's pod says `nginx`; no registry is reached from here, so a small web server stands in under that name. The
 * lab's record writer is in it too.
 */
export const WEB_IMAGE = 'docker.io/library/nginx:latest';
const WEB_ROOT = 'var/lib/www/html';
const QUICK_MS = 60_000;

export interface ImageSources {
  /** Static busybox. */
  readonly busybox: string;
  /** Source of the program that holds a pod's namespaces. */
  readonly pause: string;
  /** The lab's record writer, a static program. */
  readonly recordWriter: string;
  /** For layers on their way. */
  readonly work: string;
}

/** What pods consist of beside the driver and its sidecars. */
export async function podImages(sources: ImageSources, signal: AbortSignal): Promise<readonly Image[]> {
  const [pause, web] = [join(sources.work, 'pause-root'), join(sources.work, 'web-root')];
  await makePauseRoot(pause, sources.pause, signal);
  await makeWebRoot(web, sources, signal);
  const layer = (root: string) => packLayer(root, `${root}.tar`, signal);
  const serve = ['httpd', '-f', '-p', '80', '-h', `/${WEB_ROOT}`];
  return [
    { name: PAUSE_IMAGE, layers: [await layer(pause)], command: ['/pause'] },
    { name: WEB_IMAGE, layers: [await layer(web)], command: serve },
  ];
}

async function makePauseRoot(root: string, source: string, signal: AbortSignal): Promise<void> {
  await mkdir(root, { recursive: true });
  const flags = ['-Os', '-static', '-s', '-Wall', '-Wextra', '-Werror'];
  await mustRun(['gcc', ...flags, '-o', join(root, 'pause'), source], { deadlineMs: QUICK_MS, signal });
}

async function makeWebRoot(
  root: string,
  { busybox, recordWriter }: ImageSources,
  signal: AbortSignal,
): Promise<void> {
  for (const name of ['bin', 'tmp', WEB_ROOT]) await mkdir(join(root, name), { recursive: true });
  await copyFile(busybox, join(root, 'bin/busybox'));
  await copyFile(recordWriter, join(root, 'bin/record-writer'));
  const applets = await mustRun([busybox, '--list'], { deadlineMs: QUICK_MS, signal });
  for (const name of applets.split('\n').filter((one) => one !== '' && one !== 'busybox'))
    await symlink('busybox', join(root, 'bin', name));
}
