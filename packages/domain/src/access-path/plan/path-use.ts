import { formatPortal } from '../../attachment/portal.js';
import { TIMING, type AccessPathSituation } from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';
import { sameAddress } from '../ip-address.js';
import type { NodeReport, ReportedPath } from '../node-reports.port.js';

/** One way to a volume that a node reports, by what it leads through. */
export interface Way {
  /** Gateways it may lead through: one, unless several answer to one name and the portal is none of theirs. */
  readonly gateways: readonly string[];
  /** Address, when it leads through a VIP. */
  readonly vip: string | undefined;
  readonly state: ReportedPath['state'];
  /** For a message: `10.7.1.1:3260 ready`. */
  readonly text: string;
}

/** A live volume of one node that has ways through this access path. */
export interface VolumeUse {
  readonly node: string;
  readonly volume: string;
  /** False: the report is too old to say anything of now. */
  readonly isFresh: boolean;
  readonly ways: readonly Way[];
}

export function usesOf(
  path: ArrayAccessPath,
  reports: readonly NodeReport[],
  { now }: Pick<AccessPathSituation, 'now'>,
): readonly VolumeUse[] {
  return reports.flatMap(({ node, observedAt, paths }) => {
    const isFresh = Math.abs(now - observedAt) <= TIMING.staleMs;
    const volumes = [...new Set(paths.map(({ volume }) => volume))];
    return volumes.flatMap((volume): readonly VolumeUse[] => {
      const ways = paths.flatMap((reported) => (reported.volume === volume ? wayOf(path, reported) : []));
      return ways.length === 0 ? [] : [{ node, volume, isFresh, ways }];
    });
  });
}

function wayOf(path: ArrayAccessPath, { iqn, portal, state }: ReportedPath): readonly Way[] {
  const text = `${formatPortal(portal)} ${state}`;
  const vip = path.vips.find(({ address }) => sameAddress(address, portal.address));
  if (vip !== undefined && iqn === path.iqn) {
    const gateways = vip.holder === undefined ? [] : [vip.holder];
    return [{ gateways, vip: vip.address, state, text }];
  }
  const named = path.targets.filter((target) => target.iqn === iqn);
  if (named.length === 0) return [];
  const here = named.filter(({ portals }) =>
    portals.some((own) => own.port === portal.port && sameAddress(own.address, portal.address)),
  );
  const gateways = (here.length > 0 ? here : named).map(({ gateway }) => gateway);
  return [{ gateways, vip: undefined, state, text }];
}

/** Something of an access path that is to go: which ways lead through it. */
export type Leads = (way: Way) => boolean;

const hasSession = ({ state }: Way): boolean => state !== 'no-session';

/**
 * The volumes for which it must not go yet: fresh reports show no ready way that stays, and a way through it, or no ready way
 * at all, so that it may be the one that comes back.
 */
export function dependants(
  uses: readonly VolumeUse[],
  leads: Leads,
  stays: (way: Way) => boolean,
): readonly VolumeUse[] {
  return uses.filter(({ isFresh, ways }) => {
    const ready = ways.filter(({ state }) => state === 'ready');
    if (!isFresh || ready.some(stays)) return false;
    return ready.length === 0 || ways.some((way) => leads(way) && hasSession(way));
  });
}

/** Who has, or by an old report may have, a session through it. */
export const users = (uses: readonly VolumeUse[], leads: Leads): readonly VolumeUse[] =>
  uses.filter(({ isFresh, ways }) => ways.some((way) => leads(way) && (!isFresh || hasSession(way))));
