import { VolumeCapability_AccessMode_Mode as Mode, writePublishContext } from '../../src/index.js';
import { anAttachment } from './use-cases.js';

const context = writePublishContext(anAttachment);
if (!context.ok) throw new Error('the sample attachment must fit');

export const mountCapability = {
  accessType: { case: 'mount' as const, value: { fsType: 'ext4', mountFlags: ['noatime'] } },
  accessMode: { mode: Mode.SINGLE_NODE_WRITER },
};
export const blockCapability = {
  accessType: { case: 'block' as const, value: {} },
  accessMode: { mode: Mode.SINGLE_NODE_WRITER },
};

/** A complete request for each RPC; tests spoil one field at a time. */
export const aCreate = {
  name: 'pvc-1',
  capacityRange: { requiredBytes: 2n ** 33n },
  volumeCapabilities: [mountCapability],
  parameters: { pool: 'p', accessPaths: 'ap' },
  secrets: { user: 'admin', password: 'canary-password-1' },
};
export const aDelete = { volumeId: 'csi-iscsi-vid-pvc-1' };
export const aPublish = {
  volumeId: 'csi-iscsi-vid-pvc-1',
  nodeId: '1;node-a;iqn.2026-01.lab:node-a',
  volumeCapability: mountCapability,
  volumeContext: { pool: 'p' },
};
export const anUnpublish = { volumeId: 'csi-iscsi-vid-pvc-1', nodeId: '1;node-a;iqn.2026-01.lab:node-a' };
export const aValidate = { volumeId: 'csi-iscsi-vid-pvc-1', volumeCapabilities: [mountCapability] };
export const aStage = {
  volumeId: 'csi-iscsi-vid-pvc-1',
  publishContext: context.value,
  stagingTargetPath: '/staging/1',
  volumeCapability: mountCapability,
  volumeContext: { pool: 'p' },
};
export const anUnstage = { volumeId: 'csi-iscsi-vid-pvc-1', stagingTargetPath: '/staging/1' };
export const aNodePublish = {
  volumeId: 'csi-iscsi-vid-pvc-1',
  stagingTargetPath: '/staging/1',
  targetPath: '/pods/1/mount',
  volumeCapability: mountCapability,
};
export const aNodeUnpublish = { volumeId: 'csi-iscsi-vid-pvc-1', targetPath: '/pods/1/mount' };
export const aStats = { volumeId: 'csi-iscsi-vid-pvc-1', volumePath: '/pods/1/mount' };
