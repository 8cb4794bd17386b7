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
   * at least one path ready. A map that is smaller than its
   * paths, since the volume has grown meanwhile, grows too. Else `map-not-ready` or `wrong-device`.
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
  /** Waits a moment until no mount, device or process of this host uses the map; still used: `pending`. */
  untilUnused(naa: Naa, signal: CancelSignal): Promise<Result<void, Problem>>;
  /**
   * Makes the map read-only for everybody on this host, or writable again, and proves it by the kernel's word. Safe to
   * repeat at any time, also under a running workload. No such map: `map-not-ready`.
   */
  protect(naa: Naa, access: MapAccess, signal: CancelSignal): Promise<Result<void, Problem>>;
  /**
   * Makes the map as large as its paths, which have all grown to `size` already (hazard H10), and proves it. A map of
   * that size is left alone.
   */
  resize(naa: Naa, size: Bytes, signal: CancelSignal): Promise<Result<MultipathMap, Problem>>;
}

export type MapAccess = 'read-only' | 'read-write';

export interface MultipathMap {
  readonly naa: Naa;
  /** `/dev/mapper/3<naa>`: stable, unlike dm-N. */
  readonly devicePath: string;
  readonly size: Bytes;
  /** Kernel names of the paths. */
  readonly paths: readonly string[];
  readonly usablePaths: number;
  /** What the kernel refuses: every write to the device, whoever tries it. */
  readonly readOnly: boolean;
}
