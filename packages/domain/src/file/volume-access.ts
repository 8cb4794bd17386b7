import { sameAddress } from '../access-path/ip-address.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { FileAccess } from './file-access.js';
import type { FileVolumeContext } from './file-volume-context.js';
import type { GatewayGroup } from './gateway-group.js';
import { aclsOn } from './node-acls.js';
import { nodeOfGroup } from './node-group.js';
import type { TreeShares } from './tree-shares.js';

/**
 * How a volume is had, by what travels with it, else by what the array shows: with a share of its own it is of a group when
 * one is let in, and of nodes when none is. This cluster's own group wins over the one of the volume.
 */
export function accessOfVolume(
  { access }: FileVolumeContext,
  { own }: TreeShares,
  clientGroup: string | undefined,
): FileAccess {
  const groups = aclsOn(own).flatMap(({ acl: { who } }) =>
    who.kind === 'group' && nodeOfGroup(who.name) === undefined ? [who.name] : [],
  );
  const shown =
    groups[0] === undefined ? { kind: 'node' as const } : { kind: 'group' as const, group: groups[0] };
  const found = access ?? (own.length === 0 ? { kind: 'public' as const } : shown);
  return found.kind === 'group' ? { ...found, group: clientGroup ?? found.group } : found;
}

export interface GatewayChoice {
  readonly folder: string;
  readonly access: FileAccess;
  readonly shares: TreeShares;
  readonly context: FileVolumeContext;
  /** Of the array, as they are now. */
  readonly listed: readonly GatewayGroup[];
}

/** The gateway group a volume is mounted through: one that shares it, of several the one it was made through. */
export function chooseGatewayGroup({
  folder,
  access,
  shares,
  context,
  listed,
}: GatewayChoice): Result<GatewayGroup, Problem> {
  const through = (ids: readonly string[]) => listed.filter(({ id }) => ids.includes(id));
  const own = through(shares.own.map(({ gatewayGroup }) => gatewayGroup));
  const ofFolder = through(shares.folder.map(({ gatewayGroup }) => gatewayGroup));
  const isShared = access.kind === 'public' || own.length === 0;
  const sharing = isShared ? ofFolder : own;
  // In node access the share is made when the first node comes.
  const candidates = sharing.length === 0 && access.kind === 'node' ? listed : sharing;
  const made = candidates.find(({ id }) => id === context.gatewayGroup);
  const named = candidates.find(({ vip }) => context.vip !== undefined && sameAddress(vip, context.vip));
  const chosen = made ?? named ?? candidates[0];
  return chosen === undefined
    ? failed({ kind: 'folder-unshared', folder, vip: context.vip ?? 'of any gateway group' })
    : ok(chosen);
}
