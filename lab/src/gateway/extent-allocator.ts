/** A run of extents in the pool image. Units are extents, not bytes. */
export interface Run {
  readonly start: number;
  readonly count: number;
}

export interface Allocation {
  readonly naa: string;
  readonly sizeBytes: bigint;
  readonly runs: readonly Run[];
}

/** The bytes of a volume at one moment, in extents of their own. */
export type SnapshotAllocation = Omit<Allocation, 'naa'>;

export interface PoolLayout {
  readonly version: 2;
  readonly extentBytes: number;
  readonly extents: number;
  readonly volumes: Readonly<Record<string, Allocation>>;
  readonly snapshots: Readonly<Record<string, SnapshotAllocation>>;
}

export class PoolFull extends Error {
  constructor(wanted: number, free: number) {
    super(`the lab's pool is full: ${wanted} extents wanted, ${free} free; use smaller volumes`);
    this.name = 'PoolFull';
  }
}

/** Free runs in order, as the gaps between what volumes and snapshots hold. */
export function freeRuns(layout: PoolLayout): Run[] {
  const holders = [...Object.values(layout.volumes), ...Object.values(layout.snapshots)];
  const used = holders.flatMap(({ runs }) => runs);
  const free: Run[] = [];
  let at = 0;
  for (const run of used.toSorted((one, other) => one.start - other.start)) {
    if (run.start > at) free.push({ start: at, count: run.start - at });
    at = run.start + run.count;
  }
  if (at < layout.extents) free.push({ start: at, count: layout.extents - at });
  return free;
}

/** Takes `count` extents from the front of the pool. */
export function take(layout: PoolLayout, count: number): Run[] {
  const free = freeRuns(layout);
  const taken: Run[] = [];
  let missing = count;
  for (const run of free) {
    if (missing === 0) break;
    const part = Math.min(run.count, missing);
    taken.push({ start: run.start, count: part });
    missing -= part;
  }
  if (missing > 0) throw new PoolFull(count, count - missing);
  return taken;
}

export interface Placement {
  readonly layout: PoolLayout;
  /** Runs that this call added; their old content must be wiped before anybody sees them. */
  readonly added: readonly Run[];
}

/** Makes the layout hold the volume with exactly this size: new, unchanged or grown at the end. */
export function place(layout: PoolLayout, id: number, volume: Omit<Allocation, 'runs'>): Placement {
  const held = layout.volumes[id];
  if (held !== undefined && held.naa !== volume.naa)
    throw new RangeError(`volume ${id} has identity ${held.naa}, not ${volume.naa}: identities never change`);
  if (held !== undefined && held.sizeBytes > volume.sizeBytes)
    throw new RangeError(`volume ${id} has ${held.sizeBytes} bytes and cannot shrink to ${volume.sizeBytes}`);
  if (volume.sizeBytes <= 0n || volume.sizeBytes % 512n !== 0n)
    throw new RangeError(`volume ${id}: size ${volume.sizeBytes} is not a positive multiple of 512 bytes`);
  const needed = Number((volume.sizeBytes + BigInt(layout.extentBytes) - 1n) / BigInt(layout.extentBytes));
  const runs = held?.runs ?? [];
  const added = take(layout, needed - extentsOf(runs));
  const allocation = { naa: volume.naa, sizeBytes: volume.sizeBytes, runs: [...runs, ...added] };
  return { layout: { ...layout, volumes: { ...layout.volumes, [id]: allocation } }, added };
}

/** Makes the layout hold a snapshot of the volume, as large as the volume is now. */
export function placeSnapshot(layout: PoolLayout, id: number, volumeId: number): Placement {
  const volume = layout.volumes[volumeId];
  if (volume === undefined) throw new RangeError(`volume ${volumeId} has no backing to take a snapshot of`);
  const added = take(layout, extentsOf(volume.runs));
  const snapshots = { ...layout.snapshots, [id]: { sizeBytes: volume.sizeBytes, runs: added } };
  return { layout: { ...layout, snapshots }, added };
}

export function removeSnapshot(layout: PoolLayout, id: number): PoolLayout {
  const snapshots = Object.entries(layout.snapshots).filter(([key]) => key !== String(id));
  return { ...layout, snapshots: Object.fromEntries(snapshots) };
}

export const extentsOf = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.count, 0);

export function remove(layout: PoolLayout, id: number): PoolLayout {
  const volumes = Object.entries(layout.volumes).filter(([key]) => key !== String(id));
  return { ...layout, volumes: Object.fromEntries(volumes) };
}
