import {
  never,
  publishOnNode,
  stageVolume,
  unpublishOnNode,
  unstageVolume,
  type VolumeCapability,
} from '@twinsite/domain';
import { FakeFabric, FakeHost } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { problemOf, valueOf } from './support/outcome.js';
import { portsOn, twoSites } from './support/two-sites.js';

test('a raw volume that is published twice is bound once, and known by its map', async () => {
  const sites = twoSites();
  const { journal } = new FakeHost(new FakeFabric()).ports;
  const ports = { ...portsOn(sites.host('node-1')), journal };
  const capability: VolumeCapability = { use: { kind: 'block' }, mode: 'single-node-writer' };
  const base = { volumeId: 'raw', stagingPath: '/staging/raw', capability };
  const { attachment, clock } = sites;
  valueOf(await clock.during(stageVolume(ports)({ ...base, attachment, context: {} }, never)));
  for (let round = 0; round < 2; round += 1) {
    const request = { ...base, targetPath: '/pods/1/raw', readOnly: false };
    valueOf(await clock.during(publishOnNode(ports)(request, never)));
  }
  expect(valueOf(await clock.during(ports.mounts.at('/pods/1/raw', never)))).toMatchObject([
    { deviceUuid: `mpath-3${attachment.naa}`, fsType: 'devtmpfs' },
  ]);
});

test('a map whose device node is bound for a pod is not removed, so that no other map gets its number (H30)', async () => {
  const sites = twoSites();
  const { journal } = new FakeHost(new FakeFabric()).ports;
  const ports = { ...portsOn(sites.host('node-1')), journal };
  const capability: VolumeCapability = { use: { kind: 'block' }, mode: 'single-node-writer' };
  const base = { volumeId: 'raw', stagingPath: '/staging/raw', capability };
  const { attachment, clock } = sites;
  valueOf(await clock.during(stageVolume(ports)({ ...base, attachment, context: {} }, never)));
  const request = { ...base, targetPath: '/pods/1/raw', readOnly: false };
  valueOf(await clock.during(publishOnNode(ports)(request, never)));
  expect(problemOf(await clock.during(unstageVolume(ports)(base, never)))).toMatchObject({
    kind: 'device-busy',
    holders: ['/pods/1/raw'],
  });
  valueOf(await clock.during(unpublishOnNode(ports)(request, never)));
  valueOf(await clock.during(unstageVolume(ports)(base, never)));
});
