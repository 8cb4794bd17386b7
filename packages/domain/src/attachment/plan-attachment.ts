import { failed, ok, type Result } from '../shared/result.js';
import type { WantedAccess } from '../volume/access.js';
import { readVolumeNotes } from '../volume/volume-notes.js';
import type { BlockVolume } from '../volume/volume.js';
import type { AccessPath } from './access-path.js';
import type { AttachmentProblem } from './attachment-problems.js';
import type { TargetPortal } from './attachment.js';
import type { Holder } from './lun-access.port.js';
import type { NodeIdentity } from './node-id.js';

/** Everything the decision needs, read before it. */
export interface AttachmentFacts {
  readonly volume: BlockVolume;
  readonly node: NodeIdentity;
  readonly accessPath: AccessPath;
  readonly wanted: WantedAccess;
  readonly holders: readonly Holder[];
  /** Client name the node's initiator is registered under; undefined when it is not registered. */
  readonly owner: string | undefined;
}

export interface AttachmentPlan {
  readonly step: 'grant' | 'already-granted';
  readonly portals: readonly TargetPortal[];
}

/** Whether and how one node may get one volume. Pure: the same facts give the same plan. */
export function planAttachment(facts: AttachmentFacts): Result<AttachmentPlan, AttachmentProblem> {
  const refusal = refuse(facts);
  if (refusal !== undefined) return failed(refusal);
  const portals = portalsOf(facts.accessPath);
  if (portals.length === 0) {
    const detail = `${facts.accessPath.targets.length} targets, none with an address; check the gateways' network roles`;
    return failed({ kind: 'no-portals', accessPath: facts.accessPath.name, detail });
  }
  return ok({
    step: facts.holders.some((holder) => isNode(holder, facts.node)) ? 'already-granted' : 'grant',
    portals,
  });
}

function refuse(facts: AttachmentFacts): AttachmentProblem | undefined {
  const { volume, node, accessPath, holders, owner, wanted } = facts;
  if (owner !== undefined && owner !== node.name) {
    return { kind: 'initiator-taken', iqn: node.iqn, node: node.name, holder: owner };
  }
  const others = othersOf(holders, node);
  if (!others.every(({ client }) => isSharedWith(accessOf(volume, client), wanted))) {
    return { kind: 'attached-elsewhere', volume: volume.name, holders: others.map(({ client }) => client) };
  }
  if (volume.accessPath !== undefined && volume.accessPath !== accessPath.name) {
    return {
      kind: 'access-path-differs',
      volume: volume.name,
      has: volume.accessPath,
      wanted: accessPath.name,
    };
  }
  return others.length < holders.length ? differenceTo(facts) : undefined;
}

/** CSI: a node that has the volume already, but in another way, gets ALREADY_EXISTS. */
function differenceTo({ volume, node, wanted }: AttachmentFacts): AttachmentProblem | undefined {
  const has = accessOf(volume, node.name);
  return sameAccess(has, wanted)
    ? undefined
    : {
        kind: 'attached-differently',
        volume: volume.name,
        node: node.name,
        has: inWords(has),
        wanted: inWords(wanted),
      };
}

type Access = Pick<WantedAccess, 'sharing' | 'readOnly'>;

/** How a node has the volume by its notes; a node without any writes it alone. */
export function accessOf({ description }: BlockVolume, node: string): Access {
  const { shared, readOnlyNodes } = readVolumeNotes(description);
  const sharing = shared.find((entry) => entry.node === node)?.kind;
  return { sharing, readOnly: sharing === 'ro' || readOnlyNodes.includes(node) };
}

export const sameAccess = (one: Access, other: Access): boolean =>
  one.sharing === other.sharing && one.readOnly === other.readOnly;

const isSharedWith = (other: Access, wanted: Access): boolean =>
  wanted.sharing !== undefined && other.sharing === wanted.sharing;

const inWords = ({ sharing, readOnly }: Access): string =>
  `${readOnly ? 'read-only' : 'read-write'} ${sharing === undefined ? 'for one node' : SHARED[sharing]}`;

const SHARED = { ro: 'shared between readers', rw: 'shared between writers' } as const;

export const othersOf = (holders: readonly Holder[], node: NodeIdentity): readonly Holder[] =>
  holders.filter((holder) => !isNode(holder, node));

export const isNode = (holder: Holder, node: NodeIdentity): boolean =>
  holder.iqns.some((iqn) => iqn.toLowerCase() === node.iqn);

/** Every portal of every gateway, those that are down too, in a fixed order; none twice. */
export function portalsOf(accessPath: AccessPath): readonly TargetPortal[] {
  const byText = new Map<string, TargetPortal>();
  for (const target of accessPath.targets) {
    for (const portal of target.portals) {
      byText.set(`${target.iqn} ${portal.address} ${portal.port}`, {
        iqn: target.iqn,
        portal,
        // A VIP stands at no site: what the node is told must not change when it moves.
        site: accessPath.mode === 'vip' ? undefined : target.site,
      });
    }
  }
  return [...byText.keys()].sort().flatMap((key) => byText.get(key) ?? []);
}
