import { withDeadline } from '../export/deadline.js';
import { ApiFault } from '../http/api-fault.js';
import type { Call } from '../http/call.js';
import type { MappingGroup } from '../state/records.js';
import type { World } from '../world.js';
import { gatewaysOfGroup } from './mapping-group-view.js';

/** Where the array protects mappings in use (a switch), only `force=true` removes one whose initiator is logged in. */
export async function refuseRemovalInUse(world: World, call: Call, group: MappingGroup): Promise<void> {
  if (world.switches().removeInUse === 'accepted' || call.query.flag('force') === true) return;
  const clients = world.state.clients.where((client) => client.clientGroupId === group.clientGroupId);
  const codes = new Set(clients.map((client) => client.code));
  for (const gateway of gatewaysOfGroup(world, group)) {
    const initiators = await loggedIn(world, gateway);
    const user = initiators?.find((initiator) => codes.has(initiator));
    if (user !== undefined)
      throw new ApiFault(400, `${user} is logged in at ${gateway}; log out or use force`);
  }
}

/** The initiators a gateway counts as logged in; undefined when it does not answer. */
export async function loggedIn(world: World, gateway: string): Promise<readonly string[] | undefined> {
  const never = new AbortController().signal;
  try {
    const sessions = await withDeadline(world.clock, world.callMs, never, (signal) =>
      world.plane.sessions(gateway, signal),
    );
    return sessions.filter((session) => session.loggedIn).map((session) => session.initiator);
  } catch {
    // Silence is an answer of its own here: nothing is known.
    return undefined;
  }
}
