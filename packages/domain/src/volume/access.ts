import type { VolumeCapability } from './capability.js';
import type { SharingKind } from './volume-notes.js';

/** What one publication of a volume asks for. */
export interface WantedAccess {
  /** How several nodes would share the volume; undefined: it is for one node alone. */
  readonly sharing: SharingKind | undefined;
  readonly readOnly: boolean;
  /** A file system is wanted, so that somebody has to make one on a blank disk. */
  readonly filesystem: boolean;
}

export function wantedAccess({ mode, use }: VolumeCapability, readOnly: boolean): WantedAccess {
  const filesystem = use.kind === 'filesystem';
  switch (mode) {
    case 'multi-node-reader':
      return { sharing: 'ro', readOnly: true, filesystem };
    case 'multi-node-multi-writer':
    case 'multi-node-single-writer':
      return { sharing: 'rw', readOnly, filesystem };
    case 'single-node-reader':
      return { sharing: undefined, readOnly: true, filesystem };
    case 'single-node-writer':
    case 'single-node-single-writer':
    case 'single-node-multi-writer':
      return { sharing: undefined, readOnly, filesystem };
  }
}
