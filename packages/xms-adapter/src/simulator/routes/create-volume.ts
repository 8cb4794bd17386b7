import { randomBytes } from 'node:crypto';
import { ApiFault } from '../http/api-fault.js';
import type { Body, Call, Reply } from '../http/call.js';
import type { Volume } from '../state/records.js';
import type { World } from '../world.js';
import { demandName } from './demand.js';
import { renderVolume } from './volume-view.js';

export function createVolume(world: World, call: Call): Reply {
  const asked = call.body.inner('block_volume');
  const name = demandName(asked.text('name'));
  refuseImpossible(asked);
  if (world.state.volumes.find((volume) => volume.name === name)) {
    throw new ApiFault(world.switches().duplicateName, `block volume name ${name} is in use`);
  }
  const poolId = asked.int('pool_id') ?? 0;
  if (!world.state.pools.get(poolId)) throw new ApiFault(400, `pool_id ${poolId} names no pool`);
  const volume = world.state.volumes.insert((id) => newVolume(world, asked, { id, name, poolId }));
  void world.jobs.start({
    kind: 'volume',
    id: volume.id,
    work: (signal) => world.plane.ensureBacking(backingOf(world, volume), signal),
    settle: (outcome) => {
      volume.status = outcome === 'done' ? 'active' : 'error';
      volume.updatedAt = world.clock.now();
    },
  });
  return { status: 202, body: { block_volume: renderVolume(world, volume) } };
}

export function backingOf(world: World, volume: Volume) {
  return { id: volume.id, sizeBytes: BigInt(volume.size), naa: world.naaOf(volume.sn) };
}

function refuseImpossible(asked: Body): void {
  if (asked.has('block_snapshot_id')) throw new ApiFault(400, 'block_snapshot_id names no snapshot');
  const format = asked.int('format') ?? 128;
  if (format !== 128 && format !== 129) throw new ApiFault(400, 'format must be 128 or 129');
  if ((asked.int('size') ?? 0) < 1) throw new ApiFault(400, 'size must be a positive number of bytes');
}

function newVolume(world: World, asked: Body, given: { id: number; name: string; poolId: number }): Volume {
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
    size: asked.int('size') ?? 0,
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
  };
}
