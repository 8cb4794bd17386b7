import { gatewaysOfPath } from '../export/desired-exports.js';
import { ApiFault } from '../http/api-fault.js';
import type { Body } from '../http/call.js';
import type { AccessPath } from '../state/records.js';
import type { World } from '../world.js';
import { addTarget, refuseNoGateway } from './add-target.js';
import { demandName } from './demand.js';

const types = ['Kubernetes', 'iSCSI', 'FC', 'Local'];

/** `host_ids` makes the targets in one go; `mapping_groups` maps in the same request. */
export function createAccessPath(world: World, asked: Body): { path: AccessPath; settled: Promise<void> } {
  const name = demandName(asked.text('name'));
  const isUnique = world.switches().accessPathNames === 'unique';
  if (isUnique && world.state.accessPaths.find((path) => path.name === name)) {
    throw new ApiFault(world.switches().duplicateName, `access path name ${name} is in use`);
  }
  const type = asked.text('type') ?? 'iSCSI';
  if (!types.includes(type)) throw new ApiFault(400, `type must be one of ${types.join(', ')}`);
  if (asked.has('mapping_groups'))
    throw new ApiFault(400, 'mapping_groups need an existing access path here');
  const hostIds = asked.ints('host_ids') ?? [];
  for (const hostId of hostIds) refuseNoGateway(world, hostId);
  const path = insertPath(world, asked, { name, type });
  for (const hostId of hostIds) addTarget(world, path.id, hostId);
  const settled = world.jobs.start({
    kind: 'access-path',
    id: path.id,
    work: (signal) => world.exporter.reached(gatewaysOfPath(world.state, path.id), signal),
    settle: (outcome) => {
      path.status = outcome === 'done' ? 'active' : 'error';
    },
  });
  return { path, settled };
}

/** The path's own IQN is that of no gateway: its VIPs answer to it wherever they are. */
function insertPath(world: World, asked: Body, given: { name: string; type: string }): AccessPath {
  const now = world.clock.now();
  return world.state.accessPaths.insert((id) => ({
    id,
    ...given,
    iqn: `iqn.2018-12.sds.6:path-${id}`,
    createdAt: now,
    updatedAt: now,
    status: 'creating',
    description: asked.text('description') ?? '',
    chap: asked.flag('chap') ?? false,
    tname: asked.text('tname') ?? '',
    tsecret: asked.text('tsecret') ?? '',
  }));
}
