import type { NoteFileNotice } from '../file-notices.js';
import type { LingeringMounts } from './lingering-mounts.port.js';
import type { NfsMounts, NfsUnmount, UnmountOutcome } from './nfs-mounts.port.js';

/** What the use cases of a node with NFS volumes stand on. */
export interface NfsNodePorts {
  readonly mounts: NfsMounts;
  readonly lingering: LingeringMounts;
  readonly note: NoteFileNotice;
  /** Told of every unmount that took more than a plain one. Must not throw. */
  readonly unmounted: (request: NfsUnmount, outcome: UnmountOutcome) => void;
}
