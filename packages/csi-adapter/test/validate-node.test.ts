import { expect, test } from 'vitest';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { describeSpoiled, long, type Spoiled } from './support/spoiled.js';

const stage = (what: string, spoil: object, ...says: string[]): Spoiled => ({
  what: `NodeStageVolume ${what}`,
  call: ({ node }) => node.nodeStageVolume({ ...requests.aStage, ...spoil }),
  says,
});

const expand = (what: string, spoil: object, ...says: string[]): Spoiled => ({
  what: `NodeExpandVolume ${what}`,
  call: ({ node }) => node.nodeExpandVolume({ volumeId: 'v', volumePath: '/t', ...spoil }),
  says,
});

const nodePublish = (what: string, spoil: object, ...says: string[]): Spoiled => ({
  what: `NodePublishVolume ${what}`,
  call: ({ node }) => node.nodePublishVolume({ ...requests.aNodePublish, ...spoil }),
  says,
});

const nodeCases: readonly Spoiled[] = [
  stage('without a volume', { volumeId: '' }, 'volume_id', 'required'),
  stage('without a staging path', { stagingTargetPath: '' }, 'staging_target_path', 'required'),
  stage('with a relative path', { stagingTargetPath: 'a/b' }, 'staging_target_path = "a/b"', 'absolute'),
  stage(
    'with a path of 4096 bytes',
    { stagingTargetPath: `/${long(4095)}` },
    'staging_target_path',
    '4096 bytes',
  ),
  stage('with a NUL in the path', { stagingTargetPath: '/a\0b' }, 'staging_target_path', 'NUL'),
  stage('without a capability', { volumeCapability: undefined }, 'volume_capability', 'required'),
  stage(
    'without a publish context',
    { publishContext: {} },
    'publish_context["v"]',
    'ControllerPublishVolume',
  ),
  {
    what: 'NodeUnstageVolume without a volume',
    call: ({ node }) => node.nodeUnstageVolume({ stagingTargetPath: '/s' }),
    says: ['volume_id', 'required'],
  },
  {
    what: 'NodeUnstageVolume without a path',
    call: ({ node }) => node.nodeUnstageVolume({ volumeId: 'v' }),
    says: ['staging_target_path', 'required'],
  },
  nodePublish('without a volume', { volumeId: '' }, 'volume_id', 'required'),
  nodePublish('without a target', { targetPath: '' }, 'target_path', 'required'),
  nodePublish('with a relative target', { targetPath: 'mount' }, 'target_path = "mount"', 'absolute'),
  nodePublish('with a relative staging path', { stagingTargetPath: 's' }, 'staging_target_path', 'absolute'),
  nodePublish('without a capability', { volumeCapability: undefined }, 'volume_capability', 'required'),
  {
    what: 'NodeUnpublishVolume without a volume',
    call: ({ node }) => node.nodeUnpublishVolume({ targetPath: '/t' }),
    says: ['volume_id', 'required'],
  },
  {
    what: 'NodeUnpublishVolume without a path',
    call: ({ node }) => node.nodeUnpublishVolume({ volumeId: 'v' }),
    says: ['target_path', 'required'],
  },
  {
    what: 'NodeGetVolumeStats without a volume',
    call: ({ node }) => node.nodeGetVolumeStats({ volumePath: '/t' }),
    says: ['volume_id', 'required'],
  },
  {
    what: 'NodeGetVolumeStats without a path',
    call: ({ node }) => node.nodeGetVolumeStats({ volumeId: 'v' }),
    says: ['volume_path', 'required'],
  },
  {
    what: 'NodeGetVolumeStats with a relative staging path',
    call: ({ node }) => node.nodeGetVolumeStats({ ...requests.aStats, stagingTargetPath: 's' }),
    says: ['staging_target_path', 'absolute'],
  },
  expand('without a volume', { volumeId: '' }, 'volume_id', 'required'),
  expand('without a path', { volumePath: '' }, 'volume_path', 'required'),
  expand('with a relative staging path', { stagingTargetPath: 's' }, 'staging_target_path', 'absolute'),
  expand('with a negative size', { capacityRange: { requiredBytes: -1n } }, 'required_bytes', 'positive'),
  expand('with an empty range', { capacityRange: {} }, 'capacity_range', 'required_bytes'),
];

describeSpoiled(nodeCases);

test('NodePublishVolume without a staging path is FAILED_PRECONDITION, as the specification says', async () => {
  const { client } = await openPorch();
  const error = await refusal(
    client.node.nodePublishVolume({ ...requests.aNodePublish, stagingTargetPath: '' }),
  );
  expect([error.status, error.details]).toEqual([
    'FAILED_PRECONDITION',
    expect.stringContaining('no staging_target_path given'),
  ]);
});

test('NodeGetVolumeStats of a relative path is NOT_FOUND: no volume is ever there', async () => {
  const { client } = await openPorch();
  const error = await refusal(client.node.nodeGetVolumeStats({ volumeId: 'v', volumePath: 'some/path' }));
  expect([error.status, error.details]).toEqual(['NOT_FOUND', expect.stringContaining('some/path')]);
});

test('NodeExpandVolume of a relative path is NOT_FOUND, and of a real one answers the size of the device', async () => {
  const { client } = await openPorch();
  const error = await refusal(client.node.nodeExpandVolume({ volumeId: 'v', volumePath: 'some/path' }));
  expect(error.status).toBe('NOT_FOUND');
  const grown = await client.node.nodeExpandVolume({
    volumeId: 'v',
    volumePath: '/t',
    capacityRange: { requiredBytes: 2n ** 61n },
  });
  expect(grown.capacityBytes).toBe(2n ** 61n);
});
