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

export interface PoolLayout {
  readonly version: 1;
  readonly extentBytes: number;
  readonly extents: number;
  readonly volumes: Readonly<Record<string, Allocation>>;
}

export class PoolFull extends Error {
  constructor(wanted: number, free: number) {
    super(`the lab's pool is full: ${wanted} extents wanted, ${free} free; use smaller volumes`);
    this.name = 'PoolFull';
  }
}

/** Free runs in order, as the gaps between what volumes hold. */
export function freeRuns(layout: PoolLayout): Run[] {
  const used = Object.values(layout.volumes).flatMap((volume) => volume.runs);
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
  const owned = runs.reduce((sum, run) => sum + run.count, 0);
  const added = take(layout, needed - owned);
  const allocation = { naa: volume.naa, sizeBytes: volume.sizeBytes, runs: [...runs, ...added] };
  return { layout: { ...layout, volumes: { ...layout.volumes, [id]: allocation } }, added };
}

export function remove(layout: PoolLayout, id: number): PoolLayout {
  const volumes = Object.entries(layout.volumes).filter(([key]) => key !== String(id));
  return { ...layout, volumes: Object.fromEntries(volumes) };
}
