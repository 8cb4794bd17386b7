import {
  DiskIoError,
  DiskReadOnlyError,
  file,
  type SimBlockDevice,
  type TreePart,
} from '@twinsite/linux-host/testing';
import { Changes } from './changes.js';
import { PathIoError } from './sim-session.js';
import type { SimScsiDisk } from './sim-scsi-disk.js';

export interface SimPath {
  readonly disk: SimScsiDisk;
  active: boolean;
}

/** A dm-multipath map: tries its paths one after the other, queues while none is left and queueing is on. */
export class SimDmMap implements SimBlockDevice {
  readonly name: string;
  readonly mapName: string;
  readonly majorMinor: string;
  /** Of the table that is loaded; it grows when multipathd is told. */
  sizeBytes: bigint;
  readOnly = false;
  readonly paths: SimPath[] = [];
  readonly changes = new Changes();
  queueing = true;
  suspended = false;
  /** Processes that hold the device open, beside mounts. */
  openers = 0;
  private current: SimPath | undefined;

  constructor(wwid: string, minor: number, sizeBytes: bigint) {
    this.name = `dm-${minor}`;
    this.mapName = wwid;
    this.majorMinor = `253:${minor}`;
    this.sizeBytes = sizeBytes;
  }

  /** Whether this path carried the last command. */
  carries(path: SimPath): boolean {
    return this.current === path;
  }

  read(offset: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.submit((disk) => disk.read(offset, length, signal), signal);
  }

  write(offset: number, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.readOnly)
      return Promise.reject(new DiskReadOnlyError(`${this.mapName}: Operation not permitted`));
    return this.submit((disk) => disk.write(offset, bytes, signal), signal);
  }

  setActive(path: SimPath, active: boolean): void {
    if (path.active === active) return;
    path.active = active;
    if (active) this.queueing = true;
    this.changes.announce();
  }

  stopQueueing(): void {
    this.queueing = false;
    this.changes.announce();
  }

  attributes(): TreePart {
    return [
      ['dm/uuid', file(`mpath-${this.mapName}\n`)],
      ['dm/name', file(`${this.mapName}\n`)],
      ['dm/suspended', file(this.suspended ? '1\n' : '0\n')],
      ...this.paths.map(({ disk }) => [`slaves/${disk.name}`, file('')] as const),
    ];
  }

  /** The path that carries the next command: the last one that worked, while it does. */
  private pick(): SimPath | undefined {
    const usable = this.paths.filter(({ active }) => active);
    if (this.current === undefined || !usable.includes(this.current)) [this.current] = usable;
    return this.current;
  }

  private async submit<T>(command: (disk: SimScsiDisk) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      const path = this.suspended ? undefined : this.pick();
      if (path === undefined) {
        if (!this.suspended && !this.queueing) throw new DiskIoError(`${this.mapName}: no path`);
        await this.changes.next(signal);
        continue;
      }
      try {
        return await command(path.disk);
      } catch (error) {
        if (!(error instanceof PathIoError)) throw error;
        this.setActive(path, false);
      }
    }
  }
}
