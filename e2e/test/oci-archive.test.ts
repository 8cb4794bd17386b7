import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packLayer } from '../src/image/layer.js';
import { writeOciArchive } from '../src/image/oci-archive.js';

interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'oci-'));
  await mkdir(join(directory, 'root/bin'), { recursive: true });
  await writeFile(join(directory, 'root/bin/program'), 'text', { mode: 0o755 });
});
afterEach(() => rm(directory, { recursive: true }));

/** Writes two images of the one layer and unpacks the archive again; the directory of the layout. */
async function layout(run: string): Promise<string> {
  const { signal } = new AbortController();
  const archive = join(directory, `${run}.tar`);
  const layer = await packLayer(join(directory, 'root'), join(directory, `${run}-layer.tar`), signal);
  const part = { layers: [layer], entrypoint: ['/bin/program'], user: '65532', environment: { A: 'b' } };
  const images = ['a:1', 'b:1'].map((name) => ({ name: `docker.io/library/${name}`, ...part }));
  await writeOciArchive(images, { work: join(directory, run), archive }, signal);
  const unpacked = join(directory, `${run}-unpacked`);
  await mkdir(unpacked);
  await promisify(execFile)('tar', ['-C', unpacked, '-xf', archive]);
  return unpacked;
}

async function blob(at: string, { digest, size }: Descriptor): Promise<Buffer> {
  const bytes = await readFile(join(at, 'blobs', digest.replace(':', '/')));
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  expect(bytes).toHaveLength(size);
  return bytes;
}

const json = async (at: string, what: Descriptor): Promise<unknown> =>
  JSON.parse((await blob(at, what)).toString());

test('every descriptor of the archive names a blob by its digest and size', async () => {
  const at = await layout('one');
  const index = JSON.parse(await readFile(join(at, 'index.json'), 'utf8')) as { manifests: [Descriptor] };
  expect(index.manifests[0].annotations).toEqual({ 'io.containerd.image.name': 'docker.io/library/a:1' });
  const manifest = (await json(at, index.manifests[0])) as { config: Descriptor; layers: [Descriptor] };
  const config = (await json(at, manifest.config)) as {
    config: { Entrypoint: string[]; User: string; Env: string[] };
    rootfs: { diff_ids: string[] };
  };
  expect(config.config.Entrypoint).toEqual(['/bin/program']);
  expect(config.config.User).toBe('65532');
  expect(config.config.Env).toEqual([expect.stringMatching(/^PATH=\//), 'A=b']);
  await blob(at, manifest.layers[0]);
  expect(config.rootfs.diff_ids).toEqual([manifest.layers[0].digest]);
});

test('a layer that two images share is in the archive once', async () => {
  const at = await layout('one');
  // A layer, and manifest and config, which the images share as well when only their names differ.
  expect(await readdir(join(at, 'blobs/sha256'))).toHaveLength(3);
});

test('the same files make the same image, whenever they were written', async () => {
  const one = await layout('one');
  await utimes(join(directory, 'root/bin/program'), 1, 1);
  const two = await layout('two');
  expect(await readFile(join(one, 'index.json'), 'utf8')).toBe(
    await readFile(join(two, 'index.json'), 'utf8'),
  );
});
