import { ApiFault } from '../http/api-fault.js';
import type { Body, Call, Reply } from '../http/call.js';
import type { Volume } from '../state/records.js';
import type { World } from '../world.js';
import { backingOf } from './create-volume.js';
import { demandName, demandVolume, refuseBusy } from './demand.js';
import { flattenVolume } from './flatten-volume.js';
import { gatewaysOfGroup } from './mapping-group-view.js';
import { mappingGroupsOf, renderVolume } from './volume-view.js';

/** PATCH answers 200 although a resize may still be running: `action_status` and `size` tell. */
export function updateVolume(world: World, call: Call): Reply {
  const volume = demandVolume(world, call.id);
  const asked = call.body.inner('block_volume');
  refuseBusy(world, volume);
  if (asked.flag('flattened') === false) throw new ApiFault(400, 'flattened cannot be taken back');
  if (asked.has('action')) throw new ApiFault(400, 'action is not known');
  rename(world, volume, asked.text('name'));
  applyPlainFields(volume, asked);
  const size = asked.int('size');
  if (size !== undefined && size !== volume.size) resize(world, volume, size);
  if (asked.flag('flattened') === true) flattenVolume(world, volume);
  volume.updatedAt = world.clock.now();
  return { status: 200, body: { block_volume: renderVolume(world, volume) } };
}

function rename(world: World, volume: Volume, name: string | undefined): void {
  if (name === undefined || name === volume.name) return;
  if (world.state.volumes.find((other) => other.name === name)) {
    throw new ApiFault(world.switches().duplicateName, `block volume name ${name} is in use`);
  }
  volume.name = demandName(name);
}

function applyPlainFields(volume: Volume, asked: Body): void {
  volume.description = asked.text('description') ?? volume.description;
  volume.performancePriority = asked.int('performance_priority') ?? volume.performancePriority;
  volume.qosEnabled = asked.flag('qos_enabled') ?? volume.qosEnabled;
  if (asked.has('qos')) volume.qos = asked.raw('qos');
}

/** A volume that is mapped has grown only when every gateway shows its new size. */
function gatewaysOfVolume(world: World, volume: Volume): string[] {
  const gateways = mappingGroupsOf(world, volume.id).flatMap((group) => gatewaysOfGroup(world, group));
  return [...new Set(gateways)];
}

function resize(world: World, volume: Volume, size: number): void {
  if (size < volume.size) throw new ApiFault(400, `size ${size} is smaller than ${volume.size}`);
  volume.actionStatus = 'resizing';
  const before = volume.size;
  if (world.switches().resize === 'at-once') volume.size = size;
  void world.jobs.start({
    kind: 'volume',
    id: volume.id,
    work: async (signal) => {
      await world.plane.ensureBacking(backingOf(world, { ...volume, size }), signal);
      await world.exporter.reached(gatewaysOfVolume(world, volume), signal);
    },
    settle: (outcome) => {
      volume.size = outcome === 'done' ? size : before;
      volume.actionStatus = outcome === 'done' ? 'active' : 'error';
    },
  });
}
