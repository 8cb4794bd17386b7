import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

/** Writes the image and unpacks it again; the directory of the layout. */
async function layout(run: string): Promise<string> {
  const archive = join(directory, `${run}.tar`);
  const workDirectory = join(directory, run);
  const image = { name: 'docker.io/library/a:1', root: join(directory, 'root'), command: ['/bin/program'] };
  await writeOciArchive({ ...image, workDirectory, archive }, new AbortController().signal);
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
    config: { Cmd: string[] };
    rootfs: { diff_ids: string[] };
  };
  expect(config.config.Cmd).toEqual(['/bin/program']);
  await blob(at, manifest.layers[0]);
  expect(config.rootfs.diff_ids).toEqual([manifest.layers[0].digest]);
});

test('the same files make the same image, whenever they were written', async () => {
  const one = await layout('one');
  await utimes(join(directory, 'root/bin/program'), 1, 1);
  const two = await layout('two');
  expect(await readFile(join(one, 'index.json'), 'utf8')).toBe(
    await readFile(join(two, 'index.json'), 'utf8'),
  );
});
