import { join } from 'node:path';
import type { LingeringMounts, NfsMounts } from '@twinsite/domain';
import { systemClock, type LinuxHost } from '@twinsite/linux-host';
import { KernelLingeringMounts } from './lingering/kernel-lingering-mounts.js';
import { LingeringFiles, type LingeringRecords } from './lingering/lingering-files.js';
import { LinuxNfsMounts } from './mounts/linux-nfs-mounts.js';
import { DEFAULT_NFS_TIMES, type NfsTimes } from './mounts/nfs-commands.js';

export interface NfsSettings {
  readonly times?: NfsTimes;
  /** Default: files below the state directory. */
  readonly lingering?: LingeringRecords;
}

export interface NfsPorts {
  readonly mounts: NfsMounts;
  readonly lingering: LingeringMounts;
}

/** Below the state directory: no leftover of the journal beside it. */
const DIRECTORY = 'lingering';

export function nfsPorts(host: LinuxHost, settings: NfsSettings = {}): NfsPorts {
  // On a real disk even where the host is simulated, so in real time.
  const records = settings.lingering ?? new LingeringFiles(join(host.stateDirectory, DIRECTORY), systemClock);
  const lingering = new KernelLingeringMounts(host, records);
  return { lingering, mounts: new LinuxNfsMounts(host, lingering, settings.times ?? DEFAULT_NFS_TIMES) };
}
