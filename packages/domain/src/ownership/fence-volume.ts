import { fenceNode } from '../attachment/fence-node.js';
import { readFenceRecords } from '../attachment/fence-record.js';
import { parseInitiatorIqn } from '../attachment/initiator-iqn.js';
import type { Holder } from '../attachment/lun-access.port.js';
import type { NodeIdentity } from '../attachment/node-id.js';
import { fenceFileNode, type FileFenceDeps } from '../file/fence-file-node.js';
import { aclsOn } from '../file/node-acls.js';
import { nodeOfGroup } from '../file/node-group.js';
import { sharesOf } from '../file/tree-shares.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { accessOfShares } from './file-fenceable.js';
import type { PlacedVolume } from './place-volumes.js';

type Names = Pick<ReadonlySet<string>, 'has'>;

/** Who keeps its access: the nodes of the new owner, as the array knows them. */
export interface Spared {
  /** Initiator names. */
  readonly iqns: Names;
  /** Names of the client groups of single nodes. */
  readonly fileGroups: Names;
}

type Block = Extract<PlacedVolume, { kind: 'block' }>;
type File = Extract<PlacedVolume, { kind: 'file' }>;

const NOBODY: Spared = { iqns: new Set(), fileGroups: new Set() };

/** Everybody who has the volume. */
export const readHoldersOf = (placed: PlacedVolume, signal: CancelSignal) => othersOn(placed, NOBODY, signal);

/** The clients that have the volume and are not spared: names as the array has them. */
export async function othersOn(
  placed: PlacedVolume,
  spared: Spared,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  if (placed.kind === 'file') {
    const groups = await foreignGroups(placed, spared, signal);
    return groups.ok ? ok(groups.value.map(({ group }) => group)) : groups;
  }
  const holders = await foreignHolders(placed, spared, signal);
  return holders.ok ? ok(holders.value.map(({ client }) => client)) : holders;
}

/** Takes the volume from everybody but the spared, and succeeds only when that is a fence (design section 6). */
export async function fenceVolume(
  deps: FileFenceDeps,
  placed: PlacedVolume,
  spared: Spared,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  return placed.kind === 'file'
    ? fenceFile(deps, placed, spared, signal)
    : fenceBlock(deps, placed, spared, signal);
}

async function fenceBlock(
  { clock }: FileFenceDeps,
  placed: Block,
  spared: Spared,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const holders = await foreignHolders(placed, spared, signal);
  if (!holders.ok) return holders;
  // Read after the holders: a removal is noted before the mapping goes.
  const now = await placed.array.volumes.find(placed.volume.name, signal);
  if (!now.ok) return now;
  const open = readFenceRecords(now.value?.description ?? '');
  const nameless = open.find(
    ({ node, iqn }) => iqn === undefined && !holders.value.some(({ client }) => client === node),
  );
  if (nameless !== undefined) return failed(unfinished(placed, nameless.node));
  const begun = open.flatMap(({ node, iqn }) => (iqn === undefined ? [] : [{ name: node, iqn }]));
  const nodes = new Map([...begun, ...holders.value.flatMap(identitiesOf)].map((node) => [node.iqn, node]));
  for (const node of nodes.values()) {
    const fenced = await fenceNode(clock, { ...placed, node }, signal);
    if (!fenced.ok) return fenced;
  }
  return ok([...new Set([...nodes.values()].map(({ name }) => name))]);
}

const unfinished = ({ volume }: Block, node: string): Problem => ({
  kind: 'fence-unproven',
  volume: volume.name,
  node,
  evidence:
    'a removal that an earlier driver began has no initiator noted; unpublish that node by its driver first',
});

async function foreignHolders(
  { array, volume }: Block,
  { iqns }: Spared,
  signal: CancelSignal,
): Promise<Result<readonly Holder[], Problem>> {
  const holders = await array.lunAccess.holders(volume, signal);
  return holders.ok ? ok(holders.value.filter((holder) => !isSpared(holder, iqns))) : holders;
}

/** One that shows no initiator is nobody's that is known. */
const isSpared = (holder: Holder, iqns: Names): boolean =>
  holder.iqns.length > 0 && holder.iqns.every((iqn) => iqns.has(iqn.toLowerCase()));

const identitiesOf = ({ client, iqns }: Holder): readonly NodeIdentity[] =>
  iqns.flatMap((text) => {
    const iqn = parseInitiatorIqn(text);
    return iqn === undefined ? [] : [{ name: client, iqn }];
  });

interface ForeignGroup {
  readonly group: string;
  readonly node: string;
}

async function foreignGroups(
  { array, volume }: File,
  { fileGroups }: Spared,
  signal: CancelSignal,
): Promise<Result<readonly ForeignGroup[], Problem>> {
  const shares = await sharesOf(array, volume, signal);
  if (!shares.ok) return shares;
  const nodes = aclsOn(shares.value.own).flatMap(({ acl: { who } }) => {
    const node = who.kind === 'group' ? nodeOfGroup(who.name) : undefined;
    return who.kind !== 'group' || node === undefined ? [] : [{ group: who.name, node }];
  });
  const foreign = nodes.filter(({ group }) => !fileGroups.has(group));
  const namesake = foreign.find(({ node }) =>
    nodes.some((other) => other.node === node && fileGroups.has(other.group)),
  );
  if (namesake === undefined) return ok(foreign);
  const detail = `both clusters have a node ${namesake.node} that is let in, and an ACL is fenced by the node's name`;
  return failed({ kind: 'not-fenceable', volume: volume.name, detail });
}

async function fenceFile(
  deps: FileFenceDeps,
  placed: File,
  spared: Spared,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const { array, volume } = placed;
  const fit = await accessOfShares(array, volume, signal);
  if (!fit.ok) return fit;
  const foreign = await foreignGroups(placed, spared, signal);
  if (!foreign.ok) return foreign;
  for (const name of new Set(foreign.value.map(({ node }) => node))) {
    const node = { name, addresses: [] };
    const fenced = await fenceFileNode(deps, { array, volume, node, patience: 'sleep' }, signal);
    if (!fenced.ok) return fenced;
  }
  return ok(foreign.value.map(({ group }) => group));
}
