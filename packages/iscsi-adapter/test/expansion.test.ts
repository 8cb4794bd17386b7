import { bytes, expandOnNode, MIB, never, publishOnNode } from '@twinsite/domain';
import { readWriteOnce } from '@twinsite/domain/testing';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { problemOf, valueOf } from './support/outcome.js';
import { nodeOn, STAGING, TARGET, VOLUME, type Node } from './support/staging.js';
import { naaOf, twoSites, type TwoSites } from './support/two-sites.js';

const LARGE = 512n * MIB;
const LARGER = 640n * MIB;
/** What mkfs leaves out, until the file system is grown for another reason. */
const INTENT = MIB;

const expand = ({ clock }: TwoSites, node: Node, volumePath = STAGING) => {
  const request = { volumeId: VOLUME, volumePath, range: { requiredBytes: LARGER } };
  return clock.during(expandOnNode(node.ports)(request, never));
};

const multipathd = (node: Node): readonly string[] =>
  node.host.launcher.log.filter(({ tool }) => tool === 'multipathd').map(({ args }) => args.join(' '));

const total = async ({ clock }: TwoSites, node: Node): Promise<bigint> => {
  const usage = valueOf(await clock.during(node.ports.mounts.usage(STAGING, never)));
  return usage.kind === 'filesystem' ? usage.usage.bytes.total : usage.size;
};

describe.each(['ext4', 'ext3', 'xfs'])('an online expansion of %s', (fsType) => {
  test('reaches every path, the map and the file system, and can be repeated', async () => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1', fsType);
    valueOf(await node.stage());
    valueOf(await node.publish());
    sites.disk.sizeBytes = LARGER;
    expect(valueOf(await expand(sites, node))).toBe(LARGER);
    expect(await total(sites, node)).toBe(LARGER);
    const before = multipathd(node).length;
    expect(valueOf(await expand(sites, node))).toBe(LARGER);
    expect(multipathd(node), 'the second time there is nothing to tell').toHaveLength(before);
  });

  test('asked for at the path of a pod that only reads grows the file system all the same', async () => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1', fsType);
    valueOf(await node.stage());
    const capability = readWriteOnce(fsType);
    const bind = { volumeId: VOLUME, stagingPath: STAGING, targetPath: TARGET, capability, readOnly: true };
    valueOf(await sites.clock.during(publishOnNode(node.ports)(bind, never)));
    sites.disk.sizeBytes = LARGER;
    expect(valueOf(await expand(sites, node, TARGET))).toBe(LARGER);
    expect(await total(sites, node)).toBe(LARGER);
  });

  test('and a reboot: the attachment from before still stages, at the new size', async () => {
    const sites = twoSites(LARGE);
    const first = nodeOn(sites, 'node-1', fsType);
    valueOf(await first.stage());
    sites.disk.sizeBytes = LARGER;
    valueOf(await expand(sites, first));
    valueOf(await first.unstage());
    const rebooted = nodeOn(sites, 'node-1', fsType);
    valueOf(await rebooted.stage(sites.attachment));
    expect(await total(sites, rebooted)).toBe(LARGER);
    valueOf(await rebooted.unstage());
    expect(rebooted.host.leftovers()).toEqual([]);
  });
});

describe('an expansion', () => {
  test('that one gateway does not show yet resizes nothing, and ends when it does (H10)', async () => {
    const sites = twoSites(LARGE);
    const lagging = new MemoryDisk(naaOf('1'), LARGE);
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    sites.b.luns.set(1, lagging);
    sites.disk.sizeBytes = LARGER;
    expect(problemOf(await expand(sites, node))).toMatchObject({ kind: 'map-not-ready' });
    expect(multipathd(node).filter((line) => line.startsWith('resize'))).toEqual([]);
    expect(await total(sites, node)).toBe(LARGE - INTENT);
    sites.b.luns.set(1, sites.disk);
    expect(valueOf(await expand(sites, node))).toBe(LARGER);
  });

  test('a map over a dead gateway is not resized, and the answer names the path (H10)', async () => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    sites.disk.sizeBytes = LARGER;
    sites.b.cut();
    await sites.clock.advance(10_000);
    const problem = problemOf(await expand(sites, node));
    expect(problem).toMatchObject({ kind: 'map-not-ready' });
    expect(JSON.stringify(problem)).toContain('sdb');
    sites.b.heal();
    await sites.clock.advance(10_000);
    expect(valueOf(await expand(sites, node))).toBe(LARGER);
  });

  test.each(['ok without effect', 'fail'])('is not believed when multipathd says %s (H10)', async (how) => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    sites.disk.sizeBytes = LARGER;
    const exitCode = how === 'fail' ? 1 : 0;
    node.host.faults.set('multipathd', { kind: 'fails', exitCode, stderr: '' });
    expect(problemOf(await expand(sites, node))).toMatchObject({ kind: 'map-not-ready' });
    expect(await total(sites, node)).toBe(LARGE - INTENT);
    node.host.faults.clear('multipathd');
    expect(valueOf(await expand(sites, node))).toBe(LARGER);
  });

  test('of a path that turns out to be another volume is refused', async () => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    sites.b.luns.set(1, new MemoryDisk(naaOf('e'), LARGER));
    sites.disk.sizeBytes = LARGER;
    const problem = problemOf(await expand(sites, node));
    expect(problem.kind).toMatch(/^(wrong-device|map-not-ready)$/);
    expect(await total(sites, node)).toBe(LARGE - INTENT);
  });

  test('between two stages that were cut off: the old map grows with its paths', async () => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1');
    node.host.faults.set('mount', { kind: 'fails', exitCode: 32, stderr: 'not now' }, 1);
    problemOf(await node.stage());
    expect(node.host.multipathd.maps.size).toBe(1);
    sites.disk.sizeBytes = LARGER;
    valueOf(await node.stage());
    expect(await total(sites, node)).toBe(LARGER);
  });

  test('before the stage: a volume that has grown since its attachment was written is the right one', async () => {
    const sites = twoSites(LARGE);
    const node = nodeOn(sites, 'node-1');
    sites.disk.sizeBytes = LARGER;
    valueOf(await node.stage({ ...sites.attachment, size: bytes(LARGE) }));
    expect(await total(sites, node)).toBe(LARGER - INTENT);
  });

  test('that one gateway does not show yet keeps a stage waiting, and takes nothing away', async () => {
    const sites = twoSites(LARGE);
    sites.b.luns.set(1, new MemoryDisk(naaOf('1'), LARGE));
    sites.disk.sizeBytes = LARGER;
    const node = nodeOn(sites, 'node-1');
    const problem = problemOf(await node.stage());
    expect(problem).toMatchObject({ kind: 'map-not-ready' });
    expect(JSON.stringify(problem)).toContain('differ in size');
    sites.b.luns.set(1, sites.disk);
    valueOf(await node.stage());
  });
});
