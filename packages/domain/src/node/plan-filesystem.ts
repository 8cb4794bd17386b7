import { failed, ok, type Result } from '../shared/result.js';
import type { Naa } from '../volume/scsi-identity.js';
import type { VolumeOrigin } from '../volume/volume.js';
import type { DiskReading } from './disk-contents.port.js';
import type { FsType } from './filesystems.port.js';
import type { NodeProblem } from './node-problems.js';

export interface FilesystemFacts {
  readonly device: string;
  readonly naa: Naa;
  readonly wanted: FsType;
  readonly origin: VolumeOrigin;
  readonly mayFormat: boolean;
  readonly reading: DiskReading;
}

export type FilesystemPlan =
  /** A finished file system of the wanted type: check and mount. */
  | { readonly step: 'mount' }
  /** Proved blank: record the intent, format, clear the intent, mount. */
  | { readonly step: 'format' }
  /** An earlier format of this very volume was cut off: format again. */
  | { readonly step: 'finish-format' };

/**
 * The only place that allows a format. Only a disk that carries its own volume's intent record, or that is proved
 * blank and was neither copied from another volume nor made to be used raw, is ever formatted, and only by the node that the controller named: of
 * several nodes that share a blank volume the others wait (docs/adr/0013).
 */
export function planFilesystem(facts: FilesystemFacts): Result<FilesystemPlan, NodeProblem> {
  const { device, naa, wanted, origin, mayFormat, reading } = facts;
  const isHalfMade = origin === 'new' && reading.intent?.naa === naa;
  const isBlank = origin === 'new' && reading.blank;
  if ((isHalfMade || isBlank) && !mayFormat) return failed({ kind: 'format-elsewhere', device });
  if (isHalfMade) return ok({ step: 'finish-format' });
  if (reading.fsType === wanted) return ok({ step: 'mount' });
  if (reading.fsType !== undefined) {
    return failed({ kind: 'filesystem-differs', device, wanted, found: reading.fsType });
  }
  if (isBlank) return ok({ step: 'format' });
  const found = reading.blank
    ? 'nothing at its edges, but the volume was copied or made to be used raw and may carry data'
    : reading.evidence;
  return failed({ kind: 'disk-not-blank', device, found });
}
