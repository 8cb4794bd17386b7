import type { GatewayStatus, VipStatus } from '../access-path-status.js';
import type { Verdict } from './conditions.js';
import { some } from './words.js';

/** Whether the path works with less than was asked for: something is down, or one site carries all of it. */
export function degradedOf(gateways: readonly GatewayStatus[], vips: readonly VipStatus[]): Verdict {
  const down = gateways.filter(({ state }) => state === 'Down').map(({ name }) => name);
  if (down.length > 0) {
    const message = `the array says that the target of gateway ${some(down)} is not well; look at the host and its services`;
    return { status: 'True', reason: 'GatewayDown', message };
  }
  const lost = vips.filter(({ state }) => state === 'Down').map(({ address }) => address);
  if (lost.length > 0) {
    const message = `no gateway holds VIP ${some(lost)} well; look at the VIP group on the array`;
    return { status: 'True', reason: 'VipDown', message };
  }
  return sitesOf(gateways);
}

function sitesOf(gateways: readonly GatewayStatus[]): Verdict {
  const used = gateways.filter(({ state }) => state === 'Active');
  const sites = new Set(used.flatMap(({ site }) => site ?? []));
  const unplaced = used.filter(({ site }) => site === undefined).map(({ name }) => name);
  if (sites.size > 1 || used.length === 0) {
    const message = used.length === 0 ? 'no gateway is in use yet' : 'gateways of both sites are in use';
    return { status: 'False', reason: 'AsWanted', message };
  }
  if (unplaced.length > 0) {
    const message = `the site map does not place gateway ${some(unplaced)}, so it is not known whether the loss of one site takes all of them; add them to the site map of the driver (chart values sites.a.hosts and sites.b.hosts)`;
    return { status: 'Unknown', reason: 'SiteUnknown', message };
  }
  const message = `all gateways in use (${some(used.map(({ name }) => name))}) stand at site ${[...sites].join()}: volumes are lost to every node when it fails; add a gateway of the other site to spec.gateway`;
  return { status: 'True', reason: 'OneSite', message };
}
