import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Naa } from '../volume/scsi-identity.js';
import type { ScsiPath } from './scsi-paths.port.js';

/** The dm-multipath maps of this host. */
export interface MultipathMaps {
  /** By device-mapper uuid (`mpath-3<naa>`), never by dm number. */
  find(naa: Naa, signal: CancelSignal): Promise<Result<MultipathMap | undefined, Problem>>;
  /**
   * Waits until the map of exactly these proved paths is usable: no foreign slave, size as the paths, not suspended,
   * at least one path ready. Else `map-not-ready` or `wrong-device`.
   */
  assemble(
    naa: Naa,
    paths: readonly ScsiPath[],
    signal: CancelSignal,
  ): Promise<Result<MultipathMap, Problem>>;
  /**
   * Flushes (bounded) and removes the map. Held open: `device-busy`. Without a usable path queueing is switched off
   * first, since nothing could be flushed any more. Already gone is success. Never forced.
   */
  remove(naa: Naa, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface MultipathMap {
  readonly naa: Naa;
  /** `/dev/mapper/3<naa>`: stable, unlike dm-N. */
  readonly devicePath: string;
  readonly size: Bytes;
  /** Kernel names of the paths. */
  readonly paths: readonly string[];
  readonly usablePaths: number;
}
