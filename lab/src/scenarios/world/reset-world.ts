import { leftoversOf } from '../site-loss/leftovers.js';
import { GATEWAYS } from '../../network/topology.js';
import { untilServing } from './heal.js';
import { NODES, startOn, type World } from './world.js';

/** What a told story has left on kernels, gateways and array; one line each. */
export function remains({ lab, simulator, signal }: World): Promise<readonly string[]> {
  return leftoversOf(lab, simulator, signal);
}

/**
 * A clean floor after a story that broke off, for the next one: everything heals, the nodes lose power with all they
 * hold, and the array lets go of every volume.
 */
export async function resetWorld(world: World): Promise<void> {
  const { lab, simulator, signal } = world;
  for (const part of simulator.cuts()) await simulator.heal(part);
  await lab.network.healSite('a');
  await lab.network.healSite('b');
  for (const name of NODES) await restartNode(world, name);
  for (const { id } of simulator.state.volumes.all())
    for (const gateway of GATEWAYS) lab.dataPlane.delayWrites(gateway, id, 0);
  await lab.powerOnFenced(signal);
  await untilServing(world);
  // Copies before what they were copied from.
  for (const { name } of simulator.state.volumes.all().toReversed()) await letGo(world, name);
}

async function letGo({ controller: { controller }, nodes }: World, name: string): Promise<void> {
  const volumeId = `csi-iscsi-vid-${name}`;
  for (const node of NODES) {
    const { nodeId } = await nodes[node].client.node.nodeGetInfo({});
    await controller.controllerUnpublishVolume({ volumeId, nodeId });
  }
  const { entries } = await controller.listSnapshots({ sourceVolumeId: volumeId });
  for (const { snapshot } of entries)
    await controller.deleteSnapshot({ snapshotId: snapshot?.snapshotId ?? '' });
  await controller.deleteVolume({ volumeId });
}

async function restartNode(world: World, name: (typeof NODES)[number]): Promise<void> {
  const { lab, signal } = world;
  const { agent } = world.nodes[name];
  await lab.guest(name).powerOff();
  await lab.guest(name).powerOn(signal);
  await agent.must('rm -rf /run/state/nodes/* /run/state/twinsite/*', { deadlineMs: 10_000, signal });
  await startOn(world.nodes[name], signal);
}
