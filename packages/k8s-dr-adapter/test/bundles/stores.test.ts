import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { never, type BundleFiles, type BundleStore } from '@twinsite/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore, S3Store, TarStore } from '../../src/bundles/index.js';
import { FakeS3 } from './fake-s3.js';

let root: string;
let s3: FakeS3;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'drctl-store-'));
  s3 = await FakeS3.start();
});
afterAll(async () => {
  await rm(root, { recursive: true });
  await s3.stop();
});

const secretAccessKey = 'very-secret-key';
const s3Settings = () => ({
  endpoint: s3.endpoint,
  region: 'r',
  bucket: 'b',
  prefix: 'dr',
  accessKeyId: 'id',
  secretAccessKey,
});
const stores: readonly [string, () => BundleStore][] = [
  ['directory', () => new DirectoryStore(join(root, 'dir'))],
  ['tar', () => new TarStore(join(root, 'tar'))],
  ['s3', () => new S3Store(s3Settings())],
];
const long = `objects/config/core_v1_ConfigMap/shop/${'n'.repeat(240)}.json`;
const files = (text: string): BundleFiles =>
  new Map([
    ['bundle.json', text],
    ['objects/claim/core_v1_PersistentVolumeClaim/shop/data.json', '{"ü": 1}\n'],
    [long, 'long'],
    ['graph.json', ''],
  ]);

describe.each(stores)('the %s store', (_name, make) => {
  it('has nothing of a group that was never backed up', async () => {
    expect(await make().counters('none', never)).toEqual({ ok: true, value: [] });
    expect(await make().read({ group: 'none', counter: 1 }, never)).toEqual({ ok: true, value: undefined });
  });

  it('gives back what was written, and counts it', async () => {
    for (const counter of [3, 1, 2])
      expect(await make().write({ group: 'shop', counter }, files(`n${counter}`), never)).toMatchObject({
        ok: true,
      });
    expect(await make().counters('shop', never)).toEqual({ ok: true, value: [1, 2, 3] });
    const read = await make().read({ group: 'shop', counter: 2 }, never);
    expect(read.ok && new Map([...(read.value ?? [])].sort())).toEqual(new Map([...files('n2')].sort()));
  });

  it('never replaces a bundle', async () => {
    const place = { group: 'twice', counter: 1 };
    const both = await Promise.all(['a', 'b'].map((text) => make().write(place, files(text), never)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ problem: { kind: 'bundle-taken' } });
  });
});

describe('stores on a disk', () => {
  it.each(stores.slice(0, 2))('%s: leave no draft, and let nobody else read', async (name, make) => {
    await make().write({ group: 'left', counter: 1 }, files('a'), never);
    await make().write({ group: 'left', counter: 1 }, files('b'), never);
    const folder = join(root, name === 'tar' ? 'tar' : 'dir', 'left');
    const [only = '', ...more] = await readdir(folder);
    expect(more).toEqual([]);
    expect((await stat(join(folder, only))).mode & 0o077).toBe(0);
  });

  it('say where they cannot be written', async () => {
    await writeFile(join(root, 'file'), '');
    for (const store of [new DirectoryStore(join(root, 'file')), new TarStore(join(root, 'file'))])
      expect(await store.write({ group: 'shop', counter: 1 }, files('a'))).toMatchObject({
        problem: { kind: 'store-failed', place: join(root, 'file', 'shop'), detail: 'ENOTDIR' },
      });
  });
});

describe('the S3 store', () => {
  it('tries again when the store is busy, and says what it answers otherwise, without the key', async () => {
    const store = new S3Store(s3Settings());
    s3.statuses.push(503, 503);
    expect(await store.write({ group: 'busy', counter: 1 }, files('a'), never)).toMatchObject({ ok: true });
    s3.statuses.push(403);
    const refused = await store.counters('busy', never);
    expect(refused).toMatchObject({ problem: { kind: 'store-failed', detail: 'HTTP 403, Told' } });
    expect(JSON.stringify(refused)).not.toContain(secretAccessKey);
  });

  it('ends with its caller', async () => {
    const ended = await new S3Store(s3Settings()).counters('x', AbortSignal.abort());
    expect(ended).toMatchObject({ problem: { kind: 'store-failed' } });
  });
});
