import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBlkidExport, parseWipefsJson } from '../src/disk/probe-output.js';
import { extSize, xfsSize } from '../src/filesystem/superblock.js';
import { parseStatFs } from '../src/mounts/stat-fs.js';
import { golden } from './golden.js';

const head = (name: string): Uint8Array => gunzipSync(Buffer.from(golden(name), 'base64'));

describe('output of real tools', () => {
  test.each([
    ['blkid-ext4.txt', 'ext4', 'filesystem', undefined],
    ['blkid-xfs.txt', 'xfs', 'filesystem', undefined],
    ['blkid-dos.txt', undefined, undefined, 'dos'],
  ])('%s', (name, type, usage, table) => {
    const found = parseBlkidExport(golden(name));
    expect([found.get('TYPE'), found.get('USAGE'), found.get('PTTYPE')]).toEqual([type, usage, table]);
  });

  test('wipefs', () => {
    expect(parseWipefsJson(golden('wipefs-ext4.txt'))).toEqual([{ type: 'ext4', offset: '0x438' }]);
    expect(parseWipefsJson(golden('wipefs-blank.txt'))).toEqual([]);
    expect(parseWipefsJson('device is busy')).toBeUndefined();
  });

  test('superblocks tell their size in bytes, and each only its own', () => {
    expect(extSize(head('mke2fs-head.txt'))).toBe(64512n * 1024n);
    expect(xfsSize(head('mkfs-xfs-head.txt'))).toBe(418381824n);
    expect(extSize(head('mkfs-xfs-head.txt'))).toBeUndefined();
    expect(xfsSize(head('mke2fs-head.txt'))).toBeUndefined();
    expect(extSize(new Uint8Array(100))).toBeUndefined();
  });

  test('stat -f', () => {
    expect(parseStatFs(golden('stat-f.txt'))).toEqual({
      bytes: { total: 270553174016n, used: 13727363072n, available: 84065931264n },
      inodes: { total: 16777216n, used: 447557n, available: 16329659n },
    });
    expect(parseStatFs('4096 1 2')).toBeUndefined();
  });
});

test('no text makes a parser throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseBlkidExport(text);
      parseWipefsJson(text);
      return parseStatFs(text) === undefined;
    }),
  );
});
