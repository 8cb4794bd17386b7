import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';
import { SNAPSHOT_CRDS } from './versions.js';

const DOWNLOAD_MS = 120_000;

/** The YAML of the snapshot CRDs, from the Go module that carries them; Go's own cache answers the second time. */
export async function snapshotCrds(signal: AbortSignal): Promise<readonly string[]> {
  const env = { ...process.env, GOWORK: 'off', GO111MODULE: 'on' };
  const limits = { deadlineMs: DOWNLOAD_MS, signal, env };
  const told = await mustRun(['go', 'mod', 'download', '-json', SNAPSHOT_CRDS], limits);
  const { Dir } = JSON.parse(told) as { readonly Dir: string };
  const folder = join(Dir, 'config/crd');
  const names = (await readdir(folder)).filter((name) => name.startsWith('snapshot.storage.k8s.io_'));
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
