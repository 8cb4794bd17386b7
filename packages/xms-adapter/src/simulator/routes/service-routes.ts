import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Service } from '../state/records.js';
import type { World } from '../world.js';
import { isHostUp } from './host-health.js';
import { listReply } from './list-reply.js';
import { compact, hostLink, stamp, times, word } from './render.js';
import type { Routes } from './route.js';

export const serviceRoutes: Routes = {
  'GET /services/': list,
  'GET /services/{id}': async (world, call) => {
    await world.health.read(new AbortController().signal);
    const service = world.state.services.get(call.id);
    if (!service) throw new ApiFault(404, `service ${call.id} not found`);
    return { status: 200, body: { service: render(world, service) } };
  },
};

async function list(world: World, call: Call): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const type = call.query.text('type');
  const host = call.query.int('host_id');
  const rows = world.state.services.where(
    (service) => (type ?? service.type) === service.type && (host ?? service.hostId) === service.hostId,
  );
  return listReply(world, call, { key: 'services', rows, render: (service) => render(world, service) });
}

/** Without a majority no monitor is up: there is nobody to say otherwise. */
export function isServiceUp(world: World, service: Service): boolean {
  const spec = world.state.hosts.get(service.hostId)?.spec;
  if (!spec) return false;
  if (service.type === 'mon' && !world.health.last()) return false;
  return isHostUp(world, spec);
}

function render(world: World, service: Service): Record<string, unknown> {
  const up = isServiceUp(world, service);
  const name = world.state.hosts.get(service.hostId)?.spec.name ?? '';
  const leader = world.health.last()?.monitors.find((monitor) => monitor.leader)?.name;
  return compact({
    ...times(service),
    id: service.id,
    name: `${service.type}@${name}`,
    type: service.type,
    host: hostLink(world, service.hostId),
    enabled: true,
    up,
    primary: service.type === 'mon' && name === leader,
    status: word(world, up ? 'active' : 'error'),
    heartbeat: up ? stamp(world.clock.now()) : undefined,
    started_time: stamp(service.createdAt),
  });
}
