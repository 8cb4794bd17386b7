import {
  startSimulator,
  type RunningSimulator,
  type Severable,
  type SiteNetwork,
  type Topology,
} from '@twinsite/xms-adapter/simulator';
import { labTopology } from '../../array/lab-topology.js';
import type { Lab } from '../../lab.js';
import type { Member } from '../../network/topology.js';
import type { ModeSetting } from './mode.js';

const NODES: readonly Member[] = ['node-1', 'node-2'];

/** The storage manager of the lab: its managers answer on the management network, its data plane is the real gateways. */
export function startArray(
  lab: Lab,
  change: Partial<Topology> = {},
  times: ModeSetting['times'] = {},
): Promise<RunningSimulator> {
  return startSimulator({
    topology: labTopology(change, lab.profile.storage),
    dataPlane: lab.dataPlane,
    network: cutter(lab),
    leaseMs: lab.profile.gatewayLeaseMs,
    gatewayFenceMs: 2 * lab.profile.gatewayLeaseMs,
    callMs: 15_000,
    reconcileMs: 1000,
    healthCacheMs: 200,
    ...times,
  });
}

/** A site is cut with everything in its storage room; the worker nodes stay, or the application would be gone too. */
function cutter(lab: Lab): SiteNetwork {
  const siteOf = (part: Severable): 'a' | 'b' => (part === 'site-a' ? 'a' : 'b');
  return {
    cut: (part) => {
      if (part === 'inter-site') return lab.cutInterSiteLink();
      return part === 'arbiter' ? lab.cutArbiter() : lab.cutSite(siteOf(part), { sparing: NODES });
    },
    heal: (part, signal) => {
      if (part === 'inter-site') return lab.healInterSiteLink(signal);
      return part === 'arbiter' ? lab.healArbiter() : lab.healSite(siteOf(part), signal);
    },
  };
}
