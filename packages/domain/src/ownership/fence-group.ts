import type { FileFenceDeps } from '../file/fence-file-node.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { claimEpoch } from './claim-epoch.js';
import { fenceVolume, othersOn, type Spared } from './fence-volume.js';
import { areFree, markVolumes } from './mark-volumes.js';
import type { EpochRecord } from './ownership-record.js';
import { arraysOf, forEach, type PlacedVolume, type WholeArray } from './place-volumes.js';
import { readGroupOwner, type ArrayOwner } from './read-group-owner.js';
import { WaitMeter } from './wait-meter.js';

export interface FenceOrder {
  readonly group: string;
  /** Cluster ids: who loses the group, and who has it from then on. */
  readonly from: string;
  readonly to: string;
  readonly operation: string;
  readonly volumes: readonly PlacedVolume[];
  readonly spared: Spared;
  /** How long a driver may act on an owner that it has read. Unit: ms. */
  readonly settleMs: number;
}

export interface GroupFence {
  readonly epochs: readonly EpochRecord[];
  readonly volumes: readonly { readonly volume: string; readonly removed: readonly string[] }[];
  /** Calls and read-back, from the first to the last. Unit: ms. */
  readonly fenceMs: number;
  /** Waited for drivers (`settleMs`), and until the array could not execute anything old any more. Unit: ms. */
  readonly drainMs: number;
}

/**
 * Gives a group to another cluster, and takes it from everybody else: the epoch is claimed on every array and every
 * volume is marked, then the drivers' bound
 * is waited out, then access is removed and proved to be gone, then all is looked at once more (design section 7). Whoever repeats
 * it goes on from what the array shows; nothing of it depends on the former owner.
 */
export async function fenceGroup(
  deps: FileFenceDeps,
  order: FenceOrder,
  signal: CancelSignal,
): Promise<Result<GroupFence, Problem>> {
  const clock = new WaitMeter(deps.clock);
  const begun = clock.now();
  const free = await areFree(order.volumes, order.group, signal);
  if (!free.ok) return free;
  const owners = await readGroupOwner(arraysOf(order.volumes), order.group, signal);
  if (!owners.ok) return owners;
  const epochs = await claimAll(owners.value, order, signal);
  if (!epochs.ok) return epochs;
  // A volume that came to the group since it was owned would be given back by the first driver that is asked.
  const marked = await markVolumes(order.volumes, order.group, signal);
  if (!marked.ok) return marked;
  await clock.sleep(order.settleMs, signal);
  const removed = await forEach(order.volumes, signal, async (placed) => {
    const fenced = await fenceVolume({ ...deps, clock }, placed, order.spared, signal);
    return fenced.ok ? ok({ volume: placed.volume.name, removed: fenced.value }) : fenced;
  });
  if (!removed.ok) return removed;
  const proved = await proveFenced(order.volumes, order.spared, signal);
  if (!proved.ok) return proved;
  const still = await stillOwned(order, signal);
  if (!still.ok) return still;
  const fenceMs = clock.now() - begun - clock.waitedMs;
  return ok({ epochs: epochs.value, volumes: removed.value, fenceMs, drainMs: clock.waitedMs });
}

/** Nobody has any of the volumes but the spared. */
export async function proveFenced(
  volumes: readonly PlacedVolume[],
  spared: Spared,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const looks = await forEach(volumes, signal, async (placed) => {
    const others = await othersOn(placed, spared, signal);
    if (!others.ok) return others;
    const [node] = others.value;
    if (node === undefined) return ok(undefined);
    const evidence = 'it has access to it again, or still';
    return failed({ kind: 'fence-unproven' as const, volume: placed.volume.name, node, evidence });
  });
  return looks.ok ? ok(undefined) : looks;
}

async function claimAll(
  owners: readonly ArrayOwner<WholeArray>[],
  { group, from, to, operation }: FenceOrder,
  signal: CancelSignal,
): Promise<Result<readonly EpochRecord[], Problem>> {
  const epochs: EpochRecord[] = [];
  for (const { array, current } of owners) {
    if (current === undefined) {
      const evidence = `nobody owns group ${group} there; make its cluster the owner with drctl own ${group} first`;
      return failed({ kind: 'owner-unknown', volume: `(all of ${group})`, array: array.name, evidence });
    }
    if (current.owner !== from && current.owner !== to) return failed({ kind: 'epoch-taken', ...current });
    const change = { group, owner: to, operation, after: current.epoch };
    const claimed = current.owner === to ? ok(current) : await claimEpoch(array, change, signal);
    if (!claimed.ok) return claimed;
    epochs.push(claimed.value);
  }
  return ok(epochs);
}

/** Somebody may have taken the group back while its volumes were fenced. */
async function stillOwned(
  { volumes, group, to }: FenceOrder,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const owners = await readGroupOwner(arraysOf(volumes), group, signal);
  if (!owners.ok) return owners;
  const lost = owners.value.find(({ current }) => current?.owner !== to)?.current;
  return lost === undefined ? ok(undefined) : failed({ kind: 'epoch-taken', ...lost });
}
