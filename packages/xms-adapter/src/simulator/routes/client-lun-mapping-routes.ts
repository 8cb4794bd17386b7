import type { Call, Reply } from '../http/call.js';
import type { Client, Lun, MappingGroup, Target } from '../state/records.js';
import type { World } from '../world.js';
import { demandMappingGroup } from './demand.js';
import { listReply } from './list-reply.js';
import { loggedIn } from './refuse-removal-in-use.js';
import { compact, hostLink, link, times, word } from './render.js';
import type { Routes } from './route.js';

export const clientLunMappingRoutes: Routes = { 'GET /client-lun-mappings/': list };

interface Row {
  readonly id: number;
  readonly client: Client;
  readonly target: Target;
  readonly lun: Lun;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly session: string;
}

/** One row per initiator, gateway and LUN, with what the gateway itself says about the session. */
async function list(world: World, call: Call): Promise<Reply> {
  const group = demandMappingGroup(world, call.query.int('mapping_group_id') ?? 0, 400);
  const rows = await rowsOf(world, group);
  return listReply(world, call, { key: 'client_lun_mappings', rows, render: (row) => render(world, row) });
}

async function rowsOf(world: World, group: MappingGroup): Promise<Row[]> {
  const { state } = world;
  const clients = state.clients.where((client) => client.clientGroupId === group.clientGroupId);
  const targets = state.targets.where((target) => target.accessPathId === group.accessPathId);
  const luns = state.luns.where((lun) => lun.mappingGroupId === group.id);
  const perTarget = targets.map(async (target) => {
    const initiators = await loggedIn(world, state.hosts.get(target.hostId)?.spec.name ?? '');
    return clients.flatMap((client) =>
      luns.map((lun) => ({
        ...pick(lun),
        client,
        target,
        lun,
        session: sessionWord(initiators, client.code),
      })),
    );
  });
  const rows = (await Promise.all(perTarget)).flat();
  return rows.map((row, index) => ({ ...row, id: row.lun.id * 1000 + index + 1 }));
}

function pick(lun: Lun): { createdAt: number; updatedAt: number } {
  return { createdAt: lun.createdAt, updatedAt: lun.updatedAt };
}

function sessionWord(initiators: readonly string[] | undefined, code: string): string {
  if (initiators === undefined) return 'unknown';
  return initiators.includes(code) ? 'active' : 'inactive';
}

function render(world: World, row: Row): Record<string, unknown> {
  return compact({
    ...times(row),
    id: row.id,
    block_volume: link(world.state.volumes.get(row.lun.volumeId)),
    client: { id: row.client.id, code: row.client.code },
    host: hostLink(world, row.target.hostId),
    lun: { id: row.lun.id, lun_id: row.lun.lunId },
    target: { id: row.target.id },
    status: word(world, row.lun.state === 'mapped' ? 'active' : 'removing'),
    session_status: word(world, row.session),
  });
}
