import { randomBytes } from 'node:crypto';
import { ApiFault } from '../http/api-fault.js';
import type { Body, Call, Reply } from '../http/call.js';
import type { Snapshot, Volume } from '../state/records.js';
import type { World } from '../world.js';
import { demandName } from './demand.js';
import { flattenVolume } from './flatten-volume.js';
import { renderVolume } from './volume-view.js';

export function createVolume(world: World, call: Call): Reply {
  const asked = call.body.inner('block_volume');
  const name = demandName(asked.text('name'));
  const snapshot = sourceSnapshot(world, asked);
  const size = sizeOf(world, asked, snapshot);
  refuseImpossible(asked, size);
  if (world.state.volumes.find((volume) => volume.name === name)) {
    throw new ApiFault(world.switches().duplicateName, `block volume name ${name} is in use`);
  }
  const poolId = asked.int('pool_id') ?? 0;
  if (!world.state.pools.get(poolId)) throw new ApiFault(400, `pool_id ${poolId} names no pool`);
  const volume = world.state.volumes.insert((id) => newVolume(world, asked, { id, name, poolId, size }));
  void world.jobs.start({
    kind: 'volume',
    id: volume.id,
    work: (signal) => world.plane.ensureBacking(backingOf(world, volume), signal),
    settle: (outcome) => {
      volume.status = outcome === 'done' ? 'active' : 'error';
      volume.updatedAt = world.clock.now();
      if (outcome === 'done' && asked.flag('flattened') === true) flattenVolume(world, volume);
    },
  });
  return { status: 202, body: { block_volume: renderVolume(world, volume) } };
}

export function backingOf(world: World, volume: Volume) {
  const { id, size, sn, snapshotId } = volume;
  return { id, sizeBytes: BigInt(size), naa: world.naaOf(sn), snapshotId };
}

function sourceSnapshot(world: World, asked: Body): Snapshot | undefined {
  const id = asked.int('block_snapshot_id');
  if (id === undefined) return undefined;
  const snapshot = world.state.snapshots.get(id);
  if (snapshot?.status !== 'active')
    throw new ApiFault(400, `block_snapshot_id ${id} names no ready snapshot`);
  return snapshot;
}

function sizeOf(world: World, asked: Body, snapshot: Snapshot | undefined): number {
  const size = asked.int('size');
  if (snapshot === undefined) return size ?? 0;
  if (size === undefined || world.switches().cloneSize === 'ignored') return snapshot.size;
  if (size < snapshot.size)
    throw new ApiFault(400, `size ${size} is smaller than the snapshot's ${snapshot.size}`);
  return size;
}

function refuseImpossible(asked: Body, size: number): void {
  const format = asked.int('format') ?? 128;
  if (format !== 128 && format !== 129) throw new ApiFault(400, 'format must be 128 or 129');
  if (size < 1) throw new ApiFault(400, 'size must be a positive number of bytes');
}

interface Given {
  readonly id: number;
  readonly name: string;
  readonly poolId: number;
  readonly size: number;
}

function newVolume(world: World, asked: Body, given: Given): Volume {
  const now = world.clock.now();
  return {
    ...given,
    createdAt: now,
    updatedAt: now,
    volumeName: `volume-${randomBytes(16).toString('hex')}`,
    // The id leads, so that the leading 25 digits alone already tell two volumes apart.
    sn:
      asked.text('sn') ??
      given.id.toString(16).padStart(9, '0') + randomBytes(12).toString('hex').slice(0, 23),
    description: asked.text('description') ?? '',
    format: asked.int('format') ?? 128,
    crcCheck: asked.flag('crc_check') ?? false,
    performancePriority: asked.int('performance_priority') ?? 0,
    qosEnabled: asked.flag('qos_enabled') ?? false,
    qos: asked.raw('qos'),
    status: 'creating',
    actionStatus: 'active',
    recycled: false,
    originalName: '',
    snapshotId: asked.int('block_snapshot_id'),
    flattened: !asked.has('block_snapshot_id'),
  };
}
