import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBundleAt } from '../../src/bundles/index.js';
import { packTar } from '../../src/bundles/tar-files.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drctl-read-'));
});
afterEach(() => rm(root, { recursive: true }));

async function readTar(tar: Buffer) {
  await writeFile(join(root, 'b.tar'), tar);
  const read = await readBundleAt(join(root, 'b.tar'));
  expect(await readdir(root), 'nothing is written').toEqual(['b.tar']);
  return read;
}

describe('a bundle from elsewhere', () => {
  it.each(['../evil', '/etc/passwd', 'a/../../b', 'a\\b', 'a//b', './a'])(
    'the name %s is refused, and nothing is written anywhere',
    async (name) => {
      expect(await readTar(packTar(new Map([[name, 'x']])))).toMatchObject({
        problem: { kind: 'bundle-broken' },
      });
    },
  );

  it('is refused when a file is there twice', async () => {
    const one = packTar(new Map([['a', '1']])).subarray(0, 1024);
    expect(await readTar(Buffer.concat([one, packTar(new Map([['a', '2']]))]))).toMatchObject({
      problem: { found: 'is there twice' },
    });
  });

  it('is refused where it is no text', async () => {
    await mkdir(join(root, 'b'));
    await writeFile(join(root, 'b', 'graph.json'), Buffer.from([0xff, 0xfe]));
    expect(await readBundleAt(join(root, 'b'))).toMatchObject({ problem: { found: 'is no text' } });
  });

  it('follows no link', async () => {
    await mkdir(join(root, 'b'));
    await symlink('/etc/hostname', join(root, 'b', 'bundle.json'));
    expect(await readBundleAt(join(root, 'b'))).toMatchObject({ problem: { found: 'is no plain file' } });
  });

  it('is missing where nothing is', async () => {
    expect(await readBundleAt(join(root, 'none'))).toMatchObject({ problem: { kind: 'bundle-missing' } });
  });

  it('never throws, whatever bytes it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const read = await readTar(Buffer.from(bytes));
        expect(read.ok ? 'value' in read : read.problem.kind).toBeTruthy();
      }),
      { numRuns: 60 },
    );
    const whole = packTar(
      new Map([
        ['bundle.json', '{}'],
        ['a/b.json', 'x'.repeat(700)],
      ]),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        await readTar(changed);
        await readTar(whole.subarray(0, at));
      }),
      { numRuns: 150 },
    );
  });
});
