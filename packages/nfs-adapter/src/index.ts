export * from './doctor/examine-nfs-node.js';
export type { LingeringRecord } from './lingering/lingering-codec.js';
export type { LingeringRecords } from './lingering/lingering-files.js';
export { DEFAULT_NFS_TIMES, type NfsTimes } from './mounts/nfs-commands.js';
export * from './nfs-host.js';
export * from './nfs-readiness.js';
