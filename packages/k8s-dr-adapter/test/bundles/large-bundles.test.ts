import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../../src/bundles/body-of.js';
import { LIMITS } from '../../src/bundles/bundle-limits.js';
import { directoriesOf } from '../../src/bundles/durable-files.js';
import { readBundleAt } from '../../src/bundles/index.js';
import { unpackTar } from '../../src/bundles/tar-files.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drctl-large-'));
});
afterEach(() => rm(root, { recursive: true }));

function headerOf(path: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  new Header({ path, mode: 0o600, size, type: 'File' }).encode(block, 0);
  return block;
}

describe('a bundle that is too large', () => {
  it('is refused as a tar before its bytes are there', async () => {
    const bomb = gzipSync(headerOf('graph.json', LIMITS.fileBytes + 1));
    const zeros = gzipSync(Buffer.alloc(1024 * 1024));
    const before = process.memoryUsage().rss;
    const tar = Buffer.concat([bomb, ...Array.from({ length: 600 }, () => zeros)]);
    expect(await unpackTar(tar)).toMatchObject({
      problem: { file: 'graph.json', found: `is larger than ${LIMITS.fileBytes} bytes` },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('is refused as a directory before it is read', async () => {
    await writeFile(join(root, 'graph.json'), '');
    await truncate(join(root, 'graph.json'), 8 * LIMITS.allBytes);
    expect(await readBundleAt(root)).toMatchObject({
      problem: { kind: 'bundle-broken', file: 'graph.json' },
    });
  });

  it('is not taken from a store', async () => {
    expect((await bodyOf(new Response('12345'), 5)).toString()).toBe('12345');
    await expect(bodyOf(new Response('123456'), 5)).rejects.toThrow('larger than 5 bytes');
    expect(await bodyOf(new Response(null), 5)).toHaveLength(0);
  });
});

it('every directory on the way to a file is flushed, or it may be gone after a power loss', () => {
  expect(directoriesOf(['a/b/c.json', 'a/d/e.json', 'graph.json'])).toEqual(['.', 'a', 'a/b', 'a/d']);
});
