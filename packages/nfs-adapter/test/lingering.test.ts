import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { never, ok } from '@twinsite/domain';
import { linuxHost, type HostFiles } from '@twinsite/linux-host';
import { beforeEach, describe, expect, test } from 'vitest';
import { nfsPorts } from '../src/index.js';
import { decodeLingering } from '../src/lingering/lingering-codec.js';
import { knowsNfs, parseNfsVolumes } from '../src/lingering/nfs-volumes.js';
import { golden } from './golden.js';
import { problemOf, scratchDirectory, tree, twoTrees, valueOf } from './support/two-trees.js';

const entry = {
  volume: 'csi-nfs-vid-a',
  source: '10.7.9.1:/sdsfs/folder/a',
  device: '0:40',
  reason: 'silent',
};
const superblock = (trees: ReturnType<typeof twoTrees>, name: string, isOwn = true) => {
  const options = ['vers=3', ...(isOwn ? ['nosharecache'] : [])];
  return trees.wait(trees.nfs.mounts.mount({ source: tree(name), path: `/${name}`, options }, never));
};

test('the kernel’s own list is read by its device column, whatever the server’s address looks like', () => {
  expect([...parseNfsVolumes(golden('nfsfs-volumes.txt'))]).toEqual(['0:40', '0:41', '0:42', '259:1048575']);
  expect(parseNfsVolumes('').size).toBe(0);
});

test.each([
  ['nodev\tnfs\n\text4\n', true],
  ['nodev\tnfsd\n\text4\n', false],
  ['nodev\tnfs4\n', true],
])('%j: an NFS client is loaded: %s', (text, known) => expect(knowsNfs(text)).toBe(known));

describe('a number the kernel has given to a new superblock', () => {
  test('lingers no more when its new owner shares it with nobody', async () => {
    const trees = twoTrees();
    valueOf(await trees.wait(trees.nfs.lingering.remember(entry, never)));
    valueOf(await superblock(trees, 'b'));
    expect(valueOf(await trees.wait(trees.nfs.lingering.list(never)))).toEqual([]);
  });

  test('lingers when it could be shared: its old writes may still be in it', async () => {
    const trees = twoTrees();
    valueOf(await trees.wait(trees.nfs.lingering.remember(entry, never)));
    valueOf(await superblock(trees, 'b', false));
    expect(valueOf(await trees.wait(trees.nfs.lingering.list(never)))).toEqual([entry]);
  });
});

describe('a kernel whose list is not there', () => {
  const listed = async (filesystems: string) => {
    const { access } = twoTrees().node;
    const given = new Map([
      ['/proc/self/net/nfsfs/volumes', undefined],
      ['/proc/filesystems', new TextEncoder().encode(filesystems)],
    ]);
    const files: HostFiles = {
      list: (path, signal) => access.files.list(path, signal),
      readLink: (path, signal) => access.files.readLink(path, signal),
      writeAttribute: (path, text, signal) => access.files.writeAttribute(path, text, signal),
      readBytes: (path, signal) =>
        given.has(path) ? Promise.resolve(ok(given.get(path))) : access.files.readBytes(path, signal),
    };
    const { lingering } = nfsPorts(linuxHost({ ...access, files }, { journalDirectory: scratchDirectory() }));
    valueOf(await lingering.remember(entry, never));
    return lingering.list(never);
  };

  test('holds nothing when it has no NFS client', async () => {
    expect(valueOf(await listed('nodev\tnfsd\n\text4\n'))).toEqual([]);
  });

  test('is a problem when it has one: what lingers is not let go', async () => {
    expect(problemOf(await listed('nodev\tnfs\n\text4\n'))).toMatchObject({
      kind: 'host-io',
      path: '/proc/self/net/nfsfs/volumes',
    });
  });
});

describe('the files', () => {
  let directory = '';
  beforeEach(() => {
    directory = scratchDirectory();
  });
  const lingering = () => twoTrees().node.adapters(directory).nfs.lingering;

  test('of what is over are gone', async () => {
    valueOf(await lingering().remember(entry, never));
    expect(readdirSync(join(directory, 'lingering'))).toEqual(['csi-nfs-vid-a%200%3a40.json']);
    expect(valueOf(await lingering().list(never))).toEqual([]);
    expect(readdirSync(join(directory, 'lingering'))).toEqual([]);
  });

  test('that cannot be read are a problem with their path: what they hold back is not let go', async () => {
    mkdirSync(join(directory, 'lingering'));
    writeFileSync(join(directory, 'lingering', 'x.json'), '{ "version": 1');
    expect(problemOf(await lingering().list(never))).toMatchObject({
      kind: 'journal-unreadable',
      path: join(directory, 'lingering', 'x.json'),
    });
  });

  test.each([
    ['[]', /version undefined/],
    ['{ "version": 2 }', /version 2 is not known/],
    ['{ "version": 1, "volume": "v" }', /is missing/],
  ])('%s', (text, said) => expect(decodeLingering(text)).toMatch(said));
});
