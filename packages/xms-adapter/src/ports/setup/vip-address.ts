import { failed, ok, type CancelSignal, type Problem, type Result, type VipRequest } from '@twinsite/domain';
import type { ArrayContext } from '../array-context.js';
import { readNetworkAddresses } from '../vip-rows.js';

/** Id of the network address of the gateway that is to hold the VIP by default: one of its portals, else in a gateway's role. */
export async function vipAddress(
  { client }: ArrayContext,
  { path, vip }: VipRequest,
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const gateway = vip.defaultGateway ?? path.targets[0]?.gateway;
  const target = path.targets.find((each) => each.gateway === gateway);
  const addresses = await readNetworkAddresses(client, signal);
  if (!addresses.ok) return addresses;
  const own = addresses.value.filter(({ hostName }) => hostName === gateway);
  const isPortal = (ip: string): boolean =>
    target?.portals.some(({ address }) => address === ip.replace(/\/\d+$/, '')) === true;
  const chosen =
    own.find(({ ip }) => isPortal(ip)) ??
    own.find(({ roles }) => roles.some((role) => /gateway/i.test(role)));
  if (chosen !== undefined) return ok(chosen.id);
  const seen = own.map(({ ip, roles }) => `${ip} (${roles.join(' ')})`).join(', ') || 'none';
  const remedy = `${client.array} names no gateway address of host ${gateway ?? '(none)'} (its addresses: ${seen}); choose another gateway`;
  return failed({
    kind: 'invalid-request',
    field: 'spec.vip_group.vips',
    value: vip.address,
    remedy,
  });
}
