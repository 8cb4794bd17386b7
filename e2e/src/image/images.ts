import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';
import { writeOciArchive } from './oci-archive.js';

/** containerd's sandbox image. */
export const PAUSE_IMAGE = 'docker.io/twinsite/pause:1';
/** The article's pod says `nginx`; no registry is reached from here, so a small web server stands in under that name. */
const WEB_IMAGE = 'docker.io/library/nginx:latest';
const WEB_ROOT = 'var/lib/www/html';
const QUICK_MS = 60_000;

export interface ImageSources {
  /** Static busybox. */
  readonly busybox: string;
  /** Source of the program that holds a pod's namespaces. */
  readonly pause: string;
  /** For layers on their way. */
  readonly scratch: string;
}

/** Writes pause.tar and web.tar into the directory, for `ctr images import`. */
export async function writeImages(
  directory: string,
  { busybox, pause, scratch }: ImageSources,
  signal: AbortSignal,
): Promise<void> {
  const root = (name: string): string => join(scratch, `${name}-root`);
  await makePauseRoot(root('pause'), pause, signal);
  await makeWebRoot(root('web'), busybox, signal);
  const images = [
    { file: 'pause', name: PAUSE_IMAGE, command: ['/pause'] },
    { file: 'web', name: WEB_IMAGE, command: ['httpd', '-f', '-p', '80', '-h', `/${WEB_ROOT}`] },
  ];
  for (const { file, name, command } of images) {
    const places = { root: root(file), workDirectory: join(scratch, `${file}-image`) };
    await writeOciArchive({ name, command, ...places, archive: join(directory, `${file}.tar`) }, signal);
  }
}

async function makePauseRoot(root: string, source: string, signal: AbortSignal): Promise<void> {
  await mkdir(root, { recursive: true });
  const flags = ['-Os', '-static', '-s', '-Wall', '-Wextra', '-Werror'];
  await mustRun(['gcc', ...flags, '-o', join(root, 'pause'), source], { deadlineMs: QUICK_MS, signal });
}

async function makeWebRoot(root: string, busybox: string, signal: AbortSignal): Promise<void> {
  for (const name of ['bin', 'tmp', WEB_ROOT]) await mkdir(join(root, name), { recursive: true });
  await copyFile(busybox, join(root, 'bin/busybox'));
  const applets = await mustRun([busybox, '--list'], { deadlineMs: QUICK_MS, signal });
  for (const name of applets.split('\n').filter((one) => one !== '' && one !== 'busybox'))
    await symlink('busybox', join(root, 'bin', name));
}
