import { bytes, ok, parseNaa } from '@twinsite/domain';
import type { Attachment, ListedVolume, Naa, Result, SnapshotInfo } from '@twinsite/domain';
import type { ControllerUseCases, IdentityUseCases, NodeUseCases } from '../../src/index.js';

const naa = parseNaa('600140500000000000000000000000aa') as Naa;

export const anAttachment: Attachment = {
  naa,
  lun: 7,
  size: bytes(2n ** 60n),
  origin: 'new',
  readOnly: false,
  mayFormat: true,
  pathMode: 'multipath',
  portals: [
    { iqn: 'iqn.2026-01.lab:gw-a', portal: { address: '10.0.1.1', port: 3260 }, site: 'a' },
    { iqn: 'iqn.2026-01.lab:gw-b', portal: { address: 'fd00::2', port: 3261 }, site: undefined },
  ],
};

export const aListedVolume: ListedVolume = {
  volumeId: 'csi-iscsi-vid-pvc-1',
  size: bytes(2n ** 33n),
  publishedNodeIds: ['1;node-a;iqn.2026-01.lab:node-a'],
};

export const aSnapshot: SnapshotInfo = {
  snapshotId: 'csi-iscsi-snap-7-snapshot-1',
  sourceVolumeId: 'csi-iscsi-vid-pvc-1',
  size: bytes(2n ** 33n),
  createdAt: 1_800_000_000_123,
  ready: true,
};

const done = (): Promise<Result<void, never>> => Promise.resolve(ok(undefined));

export const identity: IdentityUseCases = {
  name: 'com.iscsi.csi.test',
  vendorVersion: '1.2.3',
  probe: () => Promise.resolve(ok({ ready: true })),
};

/** Everything succeeds at once, unless a test says otherwise. */
export const controllerUseCases = (overrides: Partial<ControllerUseCases> = {}): ControllerUseCases => ({
  createVolume: ({ name, requiredBytes }) =>
    Promise.resolve(
      ok({ volumeId: `csi-iscsi-vid-${name}`, size: bytes(requiredBytes ?? 1n), context: { pool: 'p' } }),
    ),
  deleteVolume: done,
  publishVolume: () => Promise.resolve(ok(anAttachment)),
  unpublishVolume: done,
  validateCapabilities: () => Promise.resolve(ok({ confirmed: true, message: '' })),
  expandVolume: ({ requiredBytes }) => Promise.resolve(ok(bytes(requiredBytes ?? 1n))),
  listVolumes: () => Promise.resolve(ok({ rows: [aListedVolume], nextToken: '' })),
  getVolume: () => Promise.resolve(ok(aListedVolume)),
  createSnapshot: () => Promise.resolve(ok(aSnapshot)),
  deleteSnapshot: done,
  listSnapshots: () => Promise.resolve(ok({ rows: [aSnapshot], nextToken: '' })),
  getSnapshot: () => Promise.resolve(ok(aSnapshot)),
  getCapacity: () => Promise.resolve(ok(bytes(2n ** 62n))),
  ...overrides,
});

export const nodeUseCases = (overrides: Partial<NodeUseCases> = {}): NodeUseCases => ({
  stageVolume: done,
  unstageVolume: done,
  publishOnNode: done,
  unpublishOnNode: done,
  volumeUsage: () => Promise.resolve(ok({ kind: 'device', size: bytes(4096) })),
  expandOnNode: ({ range }) => Promise.resolve(ok(bytes(range.requiredBytes ?? 1n))),
  nodeInfo: () => Promise.resolve(ok({ nodeId: '1;node-a;iqn.2026-01.lab:node-a', maxVolumes: 200n })),
  ...overrides,
});
