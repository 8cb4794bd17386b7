import { ApiFault } from '../http/api-fault.js';
import type { Body } from '../http/call.js';
import { gatewayAddressesOf, type NewVip } from '../state/insert-vips.js';
import type { World } from '../world.js';

/** The VIP asked for, or the fault: its default holder must be a gateway of the access path, its address unused. */
export function demandNewVip(world: World, accessPathId: number, asked: Body): NewVip {
  const { state } = world;
  const ip = asked.text('ip') ?? '';
  const networkAddressId = asked.int('network_address_id') ?? 0;
  const taken =
    state.vips.find((vip) => vip.ip === ip) ?? state.networkAddresses.find((row) => row.ip === ip);
  if (taken) throw new ApiFault(409, `address ${ip} is in use`);
  if (!gatewayAddressesOf(state, accessPathId).some(({ id }) => id === networkAddressId)) {
    throw new ApiFault(400, `network address ${networkAddressId} is not one of a gateway of the access path`);
  }
  return { ip, mask: asked.int('mask'), networkAddressId };
}
