import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, inAptTurn, keyOf, mustRun, runCommand, timed, type Progress } from '@twinsite/lab';

const DOWNLOAD_MS = 300_000;
const UNPACK_MS = 60_000;

/** Debian packages whose files are used where they lie, without installing a service on this machine. */
const PACKAGES = ['etcd-server', 'busybox-static'] as const;

export interface DebianFiles {
  readonly etcd: string;
  readonly busybox: string;
}

export async function debianFiles(say: Progress, signal: AbortSignal): Promise<DebianFiles> {
  const build = (directory: string): Promise<void> =>
    inAptTurn(
      () => timed(say, `fetching ${PACKAGES.join(', ')} (once)`, () => unpackAll(directory, signal)),
      say,
      signal,
    );
  const entry = { kind: 'debian-files', key: keyOf('1', ...PACKAGES), build };
  const directory = await cached(entry, say, signal);
  return { etcd: join(directory, 'usr/bin/etcd'), busybox: join(directory, 'bin/busybox') };
}

async function unpackAll(directory: string, signal: AbortSignal): Promise<void> {
  const limits = { deadlineMs: DOWNLOAD_MS, signal };
  const download = ['env', '-C', directory, 'apt-get', 'download', '-qq', ...PACKAGES] as const;
  if ((await runCommand(download, limits)).code !== 0) {
    // Package lists may be absent or older than what the mirror still serves.
    await mustRun(['apt-get', 'update', '-qq'], limits);
    await mustRun(download, limits);
  }
  const files = (await readdir(directory)).filter((name) => name.endsWith('.deb'));
  for (const name of files)
    await mustRun(['dpkg', '-x', join(directory, name), directory], { deadlineMs: UNPACK_MS, signal });
  await mustRun(['rm', ...files.map((name) => join(directory, name))], { deadlineMs: UNPACK_MS, signal });
}
