import { describe, expect, test } from 'vitest';
import {
  bytes,
  expandOnNode,
  GIB,
  never,
  publishOnNode,
  stageVolume,
  type NodePorts,
} from '@twinsite/domain';
import { Crash, crashAt, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals, type TwoPortals } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';
const targetPath = '/pods/1/mount';
const larger = bytes(3n * GIB);

async function staged({ raw = false, readOnly = false } = {}): Promise<TwoPortals> {
  const lab = twoPortals();
  const capability = raw ? rawBlock : readWriteOnce();
  const attachment = { ...lab.attachment, readOnly };
  const base = { volumeId, stagingPath, capability };
  await stageVolume(lab.host.ports)({ ...base, attachment, context: {} }, never);
  await publishOnNode(lab.host.ports)({ ...base, targetPath, readOnly }, never);
  return lab;
}

/** The second gateway shows the volume through a record of its own, which the array has not grown yet. */
function lag(lab: TwoPortals): void {
  const [, entry] = lab.host.state.disks.entries();
  if (entry === undefined) throw new Error('no second path');
  lab.host.state.disks.set(entry[0], { ...entry[1], disk: { ...lab.disk } });
}

const expand = (lab: TwoPortals, volumePath = stagingPath, ports: NodePorts = lab.host.ports) =>
  expandOnNode(ports)({ volumeId, volumePath, range: { requiredBytes: larger } }, never);

const mapSize = (lab: TwoPortals) => lab.host.state.mapSizes.get(lab.attachment.naa);

describe('expanding on the node', () => {
  test.each([stagingPath, targetPath])('grows paths, map and file system, by the path %s', async (path) => {
    const lab = await staged();
    lab.disk.size = larger;
    expect(await expand(lab, path)).toEqual({ ok: true, value: larger });
    expect([mapSize(lab), lab.disk.fsSize]).toEqual([larger, larger]);
    expect(await expand(lab, path), 'again').toEqual({ ok: true, value: larger });
  });

  test.each([stagingPath, targetPath])('of a raw volume ends with the map, by the path %s', async (path) => {
    const lab = await staged({ raw: true });
    lab.disk.size = larger;
    expect(await expand(lab, path)).toEqual({ ok: true, value: larger });
    expect([mapSize(lab), lab.disk.fsSize]).toEqual([larger, undefined]);
  });

  test('a map is not resized while one of its paths still shows the old size (H10)', async () => {
    const lab = await staged();
    lag(lab);
    const before = mapSize(lab);
    lab.disk.size = larger;
    expect(await expand(lab)).toMatchObject({ ok: false, problem: { kind: 'map-not-ready' } });
    expect(mapSize(lab)).toBe(before);
    const [, second] = lab.host.state.disks.values();
    Object.assign(second?.disk ?? {}, { size: larger });
    expect(await expand(lab), 'when it has grown too').toEqual({ ok: true, value: larger });
  });

  test('a map is not resized over a path whose gateway does not answer (H10)', async () => {
    const lab = await staged();
    const before = mapSize(lab);
    lab.disk.size = larger;
    Object.assign(lab.targets[1] ?? {}, { reachable: false });
    expect(await expand(lab)).toMatchObject({ ok: false, problem: { kind: 'map-not-ready' } });
    expect(mapSize(lab)).toBe(before);
  });

  test('a map is not resized while its paths differ, whatever size was asked for (H10)', async () => {
    const lab = await staged();
    lag(lab);
    const before = mapSize(lab);
    lab.disk.size = larger;
    const request = { volumeId, volumePath: stagingPath, range: {} };
    expect(await expandOnNode(lab.host.ports)(request, never)).toMatchObject({
      problem: { kind: 'map-not-ready', detail: expect.stringContaining('differ in size') as string },
    });
    expect(mapSize(lab)).toBe(before);
  });

  test('a map with a path that no disk stands for is not resized (H10)', async () => {
    const lab = await staged();
    lab.disk.size = larger;
    lab.host.state.maps.get(lab.attachment.naa)?.add('sdz');
    expect(await expand(lab)).toMatchObject({
      problem: { kind: 'map-not-ready', detail: expect.stringContaining('sdz') as string },
    });
  });

  test('success is not answered while the array has not grown at all (H10)', async () => {
    const lab = await staged();
    expect(await expand(lab)).toMatchObject({ ok: false, problem: { kind: 'map-not-ready' } });
  });

  test('of a read-only volume grows the device and does not touch the file system', async () => {
    const lab = await staged({ readOnly: true });
    const before = lab.disk.fsSize;
    lab.disk.size = larger;
    expect(await expand(lab)).toEqual({ ok: true, value: larger });
    expect([mapSize(lab), lab.disk.fsSize]).toEqual([larger, before]);
  });

  test('without a size grows to what the paths show', async () => {
    const lab = await staged();
    lab.disk.size = larger;
    const request = { volumeId, volumePath: stagingPath, range: {} };
    expect(await expandOnNode(lab.host.ports)(request, never)).toEqual({ ok: true, value: larger });
  });

  test('above the limit is out of range', async () => {
    const lab = await staged();
    lab.disk.size = larger;
    const request = { volumeId, volumePath: stagingPath, range: { limitBytes: 2n * GIB } };
    expect(await expandOnNode(lab.host.ports)(request, never)).toMatchObject({
      problem: { kind: 'capacity-out-of-range' },
    });
  });

  test('of an unknown volume, or at a path where it is not, is "not found"', async () => {
    const lab = await staged();
    expect(await expand(lab, '/somewhere/else')).toMatchObject({ problem: { kind: 'path-missing' } });
    expect(await expand(twoPortals())).toMatchObject({ problem: { kind: 'volume-missing' } });
    const foreign = {
      path: '/else',
      source: '/dev/sdz',
      deviceUuid: undefined,
      fsType: 'ext4',
      readOnly: false,
    };
    lab.host.state.mounts.push(foreign);
    expect(await expand(lab, '/else')).toMatchObject({ problem: { kind: 'path-missing' } });
  });
});

test.each(['before', 'after'] as const)(
  'kill -9 %s any call of an expansion is healed by one retry',
  async (when) => {
    for (let call = 1; ; call += 1) {
      const lab = await staged();
      lab.disk.size = larger;
      const dying = crashAt(lab.host.ports, { call, when });
      const crashed = await expand(lab, stagingPath, dying).then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      expect(await expand(lab), `retry after call ${call}`).toEqual({ ok: true, value: larger });
      expect([mapSize(lab), lab.disk.fsSize]).toEqual([larger, larger]);
      if (crashed) continue;
      expect(call).toBeGreaterThan(6);
      return;
    }
  },
);
