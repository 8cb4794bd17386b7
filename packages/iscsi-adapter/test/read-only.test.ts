import { never, type Attachment } from '@twinsite/domain';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { problemOf, valueOf } from './support/outcome.js';
import { nodeOn, STAGING, type Node } from './support/staging.js';
import { twoSites, type TwoSites } from './support/two-sites.js';

const readOnly = ({ attachment }: TwoSites, mayFormat = true): Attachment => ({
  ...attachment,
  readOnly: true,
  mayFormat,
});

const mapOf = (node: Node) => {
  const [map] = node.host.multipathd.maps.values();
  if (map === undefined) throw new Error('no map');
  return map;
};

const signal = new AbortController().signal;

describe.each(['ext4', 'ext3', 'xfs'])('a read-only volume with %s', (fsType) => {
  const SIZE = 512n * 1024n * 1024n;

  test('is formatted by the first node, read by both, and written by none', async () => {
    const sites = twoSites(SIZE);
    const [first, second] = [nodeOn(sites, 'node-1', fsType), nodeOn(sites, 'node-2', fsType)];
    expect(problemOf(await second.stage(readOnly(sites, false))).kind).toBe('format-elsewhere');
    valueOf(await first.stage(readOnly(sites)));
    const written = sites.a.written + sites.b.written;
    valueOf(await second.stage(readOnly(sites, false)));
    for (const node of [first, second]) {
      valueOf(await node.publish());
      const file = node.host.mountedFile('/pods/1/volume/f');
      await expect(file.appendRecord(new Uint8Array(8))).rejects.toMatchObject({ code: 'EROFS' });
      await expect(mapOf(node).write(0, new Uint8Array(512), signal)).rejects.toMatchObject({
        code: 'EPERM',
      });
      valueOf(await node.unpublish());
      valueOf(await node.unstage());
      expect(node.host.leftovers()).toEqual([]);
    }
    expect(sites.a.written + sites.b.written, 'nothing after the format').toBe(written);
  });

  test('that a crashed writer left is refused, unchanged, until it has been mounted for writing', async () => {
    const sites = twoSites(SIZE);
    const writer = nodeOn(sites, 'node-1', fsType);
    valueOf(await writer.stage());
    const reader = nodeOn(sites, 'node-2', fsType);
    const written = sites.a.written + sites.b.written;
    expect(problemOf(await reader.stage(readOnly(sites))).kind).toBe('filesystem-dirty');
    expect(reader.host.leftovers()).toEqual([]);
    expect(sites.a.written + sites.b.written).toBe(written);
    valueOf(await writer.unstage());
    valueOf(await reader.stage(readOnly(sites)));
  });
});

test('a protected map stays protected when a path goes and comes back', async () => {
  const sites = twoSites();
  const node = nodeOn(sites, 'node-1');
  valueOf(await node.stage(readOnly(sites)));
  sites.b.cut();
  await sites.clock.advance(10_000);
  sites.b.heal();
  await sites.clock.advance(10_000);
  const map = await sites.clock.during(node.ports.maps.find(sites.attachment.naa, never));
  expect(valueOf(map)?.readOnly).toBe(true);
});

test('a map is not called protected when blockdev says yes and the kernel no', async () => {
  const sites = twoSites();
  const node = nodeOn(sites, 'node-1');
  node.host.faults.set('blockdev', { kind: 'fails', exitCode: 0, stderr: '' });
  expect(problemOf(await node.stage(readOnly(sites)))).toMatchObject({ kind: 'map-not-ready' });
  expect(valueOf(await sites.clock.during(node.ports.mounts.at(STAGING, never)))).toEqual([]);
});

describe.each(['before', 'after'] as const)('a driver killed %s any call of a read-only stage', (when) => {
  test('is followed by one that finishes, and nothing is left after the unstage', {
    timeout: 60_000,
  }, async () => {
    for (let call = 1; ; call += 1) {
      const sites = twoSites();
      const node = nodeOn(sites, 'node-1');
      const crashed = await node.stage(readOnly(sites), crashAt(node.ports, { call, when })).then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      valueOf(await node.stage(readOnly(sites)));
      expect(mapOf(node).readOnly).toBe(true);
      valueOf(await node.unstage());
      expect(node.host.leftovers(), `killed ${when} call ${call}`).toEqual([]);
      if (crashed) continue;
      expect(call).toBeGreaterThan(12);
      return;
    }
  });
});
