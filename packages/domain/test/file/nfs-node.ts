import {
  bytes,
  never,
  publishFileOnNode,
  stageFileVolume,
  unpublishFileOnNode,
  unstageFileVolume,
  type AccessMode,
  type FileAttachment,
  type FileNotice,
  type NfsNodePorts,
  type VolumeCapability,
} from '@twinsite/domain';
import { FakeNfsHost, FakeNfsServers } from '@twinsite/domain/testing';

export const volumeId = 'csi-nfs-vid-pvc-1';
export const source = { server: '10.0.0.1', path: '/sdsfs/folder/pvc-1' };
export const neighbour = { server: '10.0.0.1', path: '/sdsfs/folder/pvc-2' };
export const staging: string = '/staging/1';
export const target: string = '/pods/1';
export const second: string = '/pods/2';

export const mount = (mode: AccessMode, mountFlags: readonly string[] = []): VolumeCapability => ({
  use: { kind: 'filesystem', fsType: 'ext4', mountFlags },
  mode,
});

/** One node, one server with two quota trees, and the node calls for the first of them. */
export function anNfsNode() {
  const servers = new FakeNfsServers();
  const volume = servers.add(source, bytes(64n));
  servers.add(neighbour);
  const host = new FakeNfsHost(servers);
  const notices: FileNotice[] = [];
  const outcomes: string[] = [];
  const ports: NfsNodePorts = {
    ...host.ports,
    note: (notice) => notices.push(notice),
    unmounted: ({ path }, { kind }) => outcomes.push(`${kind} ${path}`),
  };
  const attachment: FileAttachment = { source, readOnly: false, access: 'node' };
  const capability = mount('multi-node-multi-writer');
  const staged = { volumeId, stagingPath: staging, capability, attachment };
  const published = { ...staged, targetPath: target, readOnly: false };
  return {
    servers,
    host,
    volume,
    ports,
    notices,
    outcomes,
    stage: (change: Partial<typeof staged> = {}, through = ports) =>
      stageFileVolume(through)({ ...staged, ...change }, never),
    unstage: (through = ports) => unstageFileVolume(through)({ volumeId, stagingPath: staging }, never),
    publish: (change: Partial<typeof published> = {}, through = ports) =>
      publishFileOnNode(through)({ ...published, ...change }, never),
    unpublish: (targetPath: string = target, through = ports) =>
      unpublishFileOnNode(through)({ volumeId, targetPath }, never),
  };
}
