import { formatPortal, type Portal } from '../../attachment/portal.js';
import type { Bytes } from '../../shared/bytes.js';
import type { FormatIntent } from '../../node/format-intent.js';
import type { Naa } from '../../volume/scsi-identity.js';

/** A disk as it lies on the array: every host and every path sees the same one. */
export interface FakeDisk {
  naa: Naa;
  size: Bytes;
  /** A finished file system, and how often one was made. */
  fsType: string | undefined;
  fsSize: Bytes | undefined;
  formats: number;
  /** Options of the last mkfs. */
  mkfsOptions: readonly string[];
  /** Why it needs a replay: set while it is mounted for writing. */
  dirty: string | undefined;
  intent: FormatIntent | undefined;
  /** Half a file system or foreign bytes: neither blank nor recognised. */
  debris: string | undefined;
}

export interface FakeTarget {
  readonly iqn: string;
  reachable: boolean;
  /** Disk by LUN. */
  readonly luns: Map<number, FakeDisk>;
}

/** The storage network: portals, their targets, the disks behind them. */
export class FakeFabric {
  private readonly targets = new Map<string, FakeTarget>();

  addPortal(portal: Portal, iqn: string): FakeTarget {
    const target: FakeTarget = { iqn, reachable: true, luns: new Map() };
    this.targets.set(formatPortal(portal), target);
    return target;
  }

  at(portal: Portal): FakeTarget | undefined {
    return this.targets.get(formatPortal(portal));
  }
}

export function blankDisk(naa: Naa, size: Bytes): FakeDisk {
  return {
    naa,
    size,
    fsType: undefined,
    fsSize: undefined,
    formats: 0,
    mkfsOptions: [],
    dirty: undefined,
    intent: undefined,
    debris: undefined,
  };
}
