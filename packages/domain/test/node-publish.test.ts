import { expect, test } from 'vitest';
import {
  never,
  publishOnNode,
  stageVolume,
  unpublishOnNode,
  unstageVolume,
  volumeUsage,
  type VolumeCapability,
} from '@twinsite/domain';
import { readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';
const targetPath = '/pods/1/mount';

async function staged() {
  const lab = twoPortals();
  const { host, attachment } = lab;
  const capability = readWriteOnce();
  await stageVolume(host.ports)({ volumeId, stagingPath, capability, attachment, context: {} }, never);
  const publish = (readOnly = false) =>
    publishOnNode(host.ports)({ volumeId, stagingPath, targetPath, capability, readOnly }, never);
  return { ...lab, publish };
}

test('publishing binds the staged volume once, however often it is asked for', async () => {
  const { host, publish } = await staged();
  expect(await publish()).toMatchObject({ ok: true });
  expect(await publish()).toMatchObject({ ok: true });
  expect(host.state.mounts.filter(({ path }) => path === targetPath)).toHaveLength(1);
});

test('a pod never gets what somebody else has mounted over the staging path (H8)', async () => {
  const { host, publish } = await staged();
  const [own] = host.state.mounts;
  if (own === undefined) throw new Error('not staged');
  host.state.mounts.push({ ...own, source: '/dev/sdx', deviceUuid: undefined });
  expect(await publish()).toMatchObject({
    ok: false,
    problem: { kind: 'mounted-differently', path: stagingPath, found: '/dev/sdx' },
  });
  expect(host.state.mounts.map(({ path }) => path)).toEqual([stagingPath, stagingPath]);
});

test('a pod never gets the raw device below a mounted file system: two writers of one disk', async () => {
  const { host } = await staged();
  const capability: VolumeCapability = { use: { kind: 'block' }, mode: 'single-node-writer' };
  const request = { volumeId, stagingPath, targetPath, capability, readOnly: false };
  expect(await publishOnNode(host.ports)(request, never)).toMatchObject({
    ok: false,
    problem: { kind: 'mounted-differently', path: stagingPath, wanted: 'a raw device', found: 'ext4' },
  });
});

test('publishing the same path in the other mode is refused', async () => {
  const { publish } = await staged();
  await publish();
  expect(await publish(true)).toMatchObject({
    ok: false,
    problem: { kind: 'mounted-differently', wanted: 'read-only' },
  });
});

test('a volume that is not staged cannot be published', async () => {
  const { host } = twoPortals();
  const request = { volumeId, stagingPath, targetPath, capability: readWriteOnce(), readOnly: false };
  expect(await publishOnNode(host.ports)(request, never)).toMatchObject({
    ok: false,
    problem: { kind: 'not-staged' },
  });
});

test('a published volume cannot be unstaged from under the pod', async () => {
  const { host, publish } = await staged();
  await publish();
  const unstaged = await unstageVolume(host.ports)({ volumeId, stagingPath }, never);
  expect(unstaged).toMatchObject({ ok: false, problem: { kind: 'device-busy' } });
  expect(host.state.maps.size).toBe(1);
});

test('unpublishing takes every stacked layer off and can be repeated', async () => {
  const { host, publish } = await staged();
  await publish();
  const layer = host.state.mounts.find(({ path }) => path === targetPath);
  if (layer !== undefined) host.state.mounts.push(layer);
  for (let round = 0; round < 2; round += 1) {
    expect(await unpublishOnNode(host.ports)({ volumeId, targetPath }, never)).toMatchObject({ ok: true });
  }
  expect(host.state.mounts.map(({ path }) => path)).toEqual([stagingPath]);
});

test('usage of a volume this node never staged is "missing", not zero', async () => {
  const { host } = twoPortals();
  const answer = await volumeUsage(host.ports)({ volumeId, path: targetPath }, never);
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'volume-missing' } });
});

test('a device that was bound for another volume is not taken for this one', async () => {
  const { host, attachment } = twoPortals();
  const capability: VolumeCapability = { use: { kind: 'block' }, mode: 'single-node-writer' };
  await stageVolume(host.ports)({ volumeId, stagingPath, capability, attachment, context: {} }, never);
  const publish = () =>
    publishOnNode(host.ports)({ volumeId, stagingPath, targetPath, capability, readOnly: false }, never);
  expect(await publish()).toMatchObject({ ok: true });
  expect(await publish()).toMatchObject({ ok: true });
  const stale = host.state.mounts.map((mount) => ({ ...mount, deviceUuid: 'mpath-another' }));
  host.state.mounts.splice(0, Infinity, ...stale);
  expect(await publish()).toMatchObject({
    ok: false,
    problem: { kind: 'mounted-differently', found: 'mpath-another' },
  });
});
