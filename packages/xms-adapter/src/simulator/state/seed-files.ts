import type { FilesSpec } from '../topology/topology.js';
import type { ArrayState } from './array-state.js';

interface Times {
  readonly createdAt: number;
  updatedAt: number;
}

/** Folders, gateway groups, client groups and shares as an administrator would have made them. */
export function seedFiles(state: ArrayState, files: FilesSpec, times: Times): void {
  for (const { name, pool, sizeBytes } of files.folders) {
    const poolId = named(state.pools.all(), pool, ({ spec }) => spec.name).id;
    const row = { ...times, name, description: '', status: 'active', poolId, size: sizeBytes };
    state.fsFolders.insert((id) => ({ id, ...row }));
  }
  for (const { name, vip, gateways } of files.gatewayGroups) {
    const gatewayGroupId = state.fsGatewayGroups.insert((id) => ({ id, ...times, name, vip })).id;
    for (const gateway of gateways) seedGateway(state, gatewayGroupId, gateway, times);
  }
  for (const { name, clients } of files.clientGroups) {
    const rows = clients.map((client) => state.fsClients.insert((id) => ({ id, ...times, ...client })));
    const clientIds = rows.map(({ id }) => id);
    state.fsClientGroups.insert((id) => ({ id, ...times, name, clientIds }));
  }
  seedShares(state, files, times);
}

function seedGateway(state: ArrayState, gatewayGroupId: number, gateway: string, times: Times): void {
  const hostId = named(state.hosts.all(), gateway, ({ spec }) => spec.name).id;
  const address = state.networkAddresses.find(
    (row) => row.hostId === hostId && row.purpose === 'file-gateway',
  );
  if (!address) throw new Error(`topology: host ${gateway} has no file gateway`);
  state.fsGateways.insert((id) => {
    return { id, ...times, gatewayGroupId, hostId, networkAddressId: address.id };
  });
}

function seedShares(state: ArrayState, files: FilesSpec, times: Times): void {
  for (const spec of files.shares) {
    const shareId = state.fsShares.insert((id) => ({
      id,
      ...times,
      folderId: named(state.fsFolders.all(), spec.folder, ({ name }) => name).id,
      gatewayGroupId: named(state.fsGatewayGroups.all(), spec.gatewayGroup, ({ name }) => name).id,
      quotaTreeId: undefined,
      status: 'active',
      actionStatus: 'active',
    })).id;
    const groups = spec.clientGroups === 'everyone' ? [undefined] : spec.clientGroups;
    for (const group of groups) {
      const who = group === undefined ? everyone : toGroup(state, group);
      const acl = { shareId, who, permission: 'RW', told: 'RW' } as const;
      const options = { sync: true, allSquash: false, rootSquash: false };
      state.fsShareAcls.insert((id) => ({ id, ...times, ...acl, ...options }));
    }
  }
}

const everyone = { type: 'every_client' } as const;

const toGroup = (state: ArrayState, group: string) =>
  ({
    type: 'client_group',
    clientGroupId: named(state.fsClientGroups.all(), group, ({ name }) => name).id,
  }) as const;

function named<Row>(rows: readonly Row[], name: string, nameOf: (row: Row) => string): Row {
  const found = rows.find((row) => nameOf(row) === name);
  if (found === undefined) throw new Error(`topology: files name ${name}, which does not exist`);
  return found;
}
