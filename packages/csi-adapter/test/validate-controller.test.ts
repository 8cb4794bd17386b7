import { test } from 'vitest';
import { openPorch } from './support/porch.js';
import * as requests from './support/requests.js';
import { describeSpoiled, long, type Spoiled } from './support/spoiled.js';

const { mountCapability: mount } = requests;
const bigMap = { key: long(4094) };
const writer = mount.accessMode;

const create = (what: string, spoil: object, ...says: string[]): Spoiled => ({
  what: `CreateVolume ${what}`,
  call: ({ controller }) => controller.createVolume({ ...requests.aCreate, ...spoil }),
  says,
});

const publish = (what: string, spoil: object, ...says: string[]): Spoiled => ({
  what: `ControllerPublishVolume ${what}`,
  call: ({ controller }) => controller.controllerPublishVolume({ ...requests.aPublish, ...spoil }),
  says,
});

const createCases: readonly Spoiled[] = [
  create('without a name', { name: '' }, 'name:', 'required'),
  create('with a name of 129 bytes', { name: long(129) }, 'name', '129 bytes', 'at most 128'),
  create('with a name of 43 three-byte characters', { name: '名'.repeat(43) }, 'name', '129 bytes'),
  create('without capabilities', { volumeCapabilities: [] }, 'volume_capabilities', 'at least one'),
  create(
    'with a capability without access type',
    { volumeCapabilities: [{ accessMode: writer }] },
    'volume_capabilities[0].access_type',
    'block or mount',
  ),
  create(
    'with a capability without access mode',
    { volumeCapabilities: [mount, { accessType: mount.accessType }] },
    'volume_capabilities[1].access_mode',
    'required',
  ),
  create(
    'with access mode UNKNOWN',
    { volumeCapabilities: [{ ...mount, accessMode: { mode: 0 } }] },
    'volume_capabilities[0].access_mode.mode',
    '"UNKNOWN"',
    'SINGLE_NODE_WRITER',
  ),
  create(
    'with an access mode of the future',
    { volumeCapabilities: [{ ...mount, accessMode: { mode: 42 } }] },
    'volume_capabilities[0].access_mode.mode',
    '42',
  ),
  create(
    'with a mount group',
    { volumeCapabilities: [{ ...mount, accessType: { case: 'mount', value: { volumeMountGroup: '100' } } }] },
    'volume_capabilities[0].mount.volume_mount_group',
    'VOLUME_MOUNT_GROUP',
  ),
  create(
    'with mount flags beyond 4 KiB',
    {
      volumeCapabilities: [
        { ...mount, accessType: { case: 'mount', value: { mountFlags: [long(2048), long(2049)] } } },
      ],
    },
    'volume_capabilities[0].mount.mount_flags',
    '4097 bytes',
  ),
  create(
    'with a negative size',
    { capacityRange: { requiredBytes: -1n } },
    'capacity_range.required_bytes',
    '"-1"',
  ),
  create(
    'with a negative limit',
    { capacityRange: { limitBytes: -5n } },
    'capacity_range.limit_bytes',
    '"-5"',
  ),
  create('with an empty range', { capacityRange: {} }, 'capacity_range:', 'leave the range out'),
  create('with parameters beyond 4 KiB', { parameters: bigMap }, 'parameters', '4097 bytes', 'at most 4096'),
  create('with an empty source', { volumeContentSource: {} }, 'volume_content_source', 'snapshot or volume'),
  create('with mutable parameters', { mutableParameters: { a: '1' } }, 'mutable_parameters', 'MODIFY_VOLUME'),
  create(
    'with topology requirements',
    { accessibilityRequirements: {} },
    'accessibility_requirements',
    'VOLUME_ACCESSIBILITY_CONSTRAINTS',
  ),
];

const controllerCases: readonly Spoiled[] = [
  {
    what: 'DeleteVolume without an id',
    call: ({ controller }) => controller.deleteVolume({}),
    says: ['volume_id', 'required'],
  },
  {
    what: 'DeleteVolume with an id beyond its limit',
    call: ({ controller }) => controller.deleteVolume({ volumeId: long(257) }),
    says: ['volume_id', '257 bytes', 'at most 256'],
  },
  publish('without a volume', { volumeId: '' }, 'volume_id', 'required'),
  publish('without a node', { nodeId: '' }, 'node_id', 'required'),
  publish('with a node id of 257 bytes', { nodeId: long(257) }, 'node_id', '257 bytes', 'at most 256'),
  publish('without a capability', { volumeCapability: undefined }, 'volume_capability', 'required'),
  publish('with a context beyond 4 KiB', { volumeContext: bigMap }, 'volume_context', '4097 bytes'),
  {
    what: 'ControllerUnpublishVolume without a volume',
    call: ({ controller }) => controller.controllerUnpublishVolume({ nodeId: 'n' }),
    says: ['volume_id', 'required'],
  },
  {
    what: 'ValidateVolumeCapabilities without a volume',
    call: ({ controller }) => controller.validateVolumeCapabilities({ volumeCapabilities: [mount] }),
    says: ['volume_id', 'required'],
  },
  {
    what: 'ValidateVolumeCapabilities without capabilities',
    call: ({ controller }) => controller.validateVolumeCapabilities({ volumeId: 'v' }),
    says: ['volume_capabilities', 'at least one'],
  },
  {
    what: 'ValidateVolumeCapabilities with mutable parameters',
    call: ({ controller }) =>
      controller.validateVolumeCapabilities({ ...requests.aValidate, mutableParameters: { a: 'b' } }),
    says: ['mutable_parameters', 'MODIFY_VOLUME'],
  },
  {
    what: 'GetCapacity with a topology',
    call: ({ controller }) => controller.getCapacity({ accessibleTopology: {} }),
    says: ['accessible_topology', 'VOLUME_ACCESSIBILITY_CONSTRAINTS'],
  },
  {
    what: 'GetCapacity with half a capability',
    call: ({ controller }) => controller.getCapacity({ volumeCapabilities: [{ accessMode: writer }] }),
    says: ['volume_capabilities[0].access_type'],
  },
];

describeSpoiled([...createCases, ...controllerCases]);

test('what is just inside the limits passes', async () => {
  const { client } = await openPorch();
  const parameters = { key: long(4093) };
  const created = await client.controller.createVolume({ ...requests.aCreate, name: long(128), parameters });
  await client.controller.deleteVolume({ volumeId: created.volume?.volumeId ?? '' });
  await client.node.nodeUnstageVolume({ volumeId: 'v', stagingTargetPath: `/${long(4094)}` });
  await client.controller.controllerUnpublishVolume({ volumeId: 'v', nodeId: long(256) });
});
