import { assessFence, type FenceVerdict } from '../attachment/assess-fence.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { readQuorum } from '../site/read-quorum.js';
import type { AclSightings } from './acl-sightings.js';
import { findWitnesses } from './find-witnesses.js';
import type { FileArray } from './file-array.js';
import type { FileNode } from './file-node-id.js';
import { hearGateways, worstOf } from './hear-gateways.js';
import { aclsOn, isOfNodeNamed, type PlacedAcl } from './node-acls.js';
import { otherWayIn } from './other-ways-in.js';
import type { NfsShare } from './nfs-share.js';
import type { QuotaTree } from './quota-tree.js';
import { sharesOf, type TreeShares } from './tree-shares.js';

export interface FileFenceDeps {
  readonly clock: Clock;
  readonly sightings: AclSightings;
}

export interface FileFence {
  readonly array: FileArray;
  readonly volume: QuotaTree;
  readonly node: FileNode;
  /** Whether a wait that has to pass is slept here, or left to the next call. */
  readonly patience: 'sleep' | 'none';
}

type Attempt =
  | { readonly kind: 'fenced' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'unproven'; readonly evidence: string };

/**
 * Takes one node's access to one volume away and succeeds only when that is a fence: its ACLs are made read-only, then proved
 * to carry no write any more, then removed (docs/adr/0027). Every step is found on the array by whoever comes next.
 */
export async function fenceFileNode(
  deps: FileFenceDeps,
  fence: FileFence,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  let attempt = await tryFence(deps, fence, signal);
  if (attempt.ok && attempt.value.kind === 'wait' && fence.patience === 'sleep') {
    await deps.clock.sleep(attempt.value.ms, signal);
    if (!signal.aborted) attempt = await tryFence(deps, fence, signal);
  }
  if (!attempt.ok) return attempt;
  if (attempt.value.kind === 'fenced') return ok(undefined);
  const evidence =
    attempt.value.kind === 'wait' ? `${attempt.value.ms} ms of the wait are left` : attempt.value.evidence;
  return failed({ kind: 'fence-unproven', volume: fence.volume.name, node: fence.node.name, evidence });
}

async function tryFence(
  deps: FileFenceDeps,
  fence: FileFence,
  signal: CancelSignal,
): Promise<Result<Attempt, Problem>> {
  const { array, volume, node } = fence;
  const shares = await sharesOf(array, volume, signal);
  if (!shares.ok) return shares;
  const acls = aclsOn(shares.value.own).filter(({ acl }) => isOfNodeNamed(acl, node.name));
  if (acls.length === 0) return ok({ kind: 'fenced' });
  const witnesses = await findWitnesses(array, node, acls, signal);
  if (!witnesses.ok) return witnesses;
  const before = await hearGateways(array, witnesses.value, signal);
  if (!before.ok) return before;
  const shut = await restrictAll(deps, fence, acls, signal);
  if (!shut.ok) return shut;
  const after = await hearGateways(array, witnesses.value, signal);
  if (!after.ok) return after;
  const gateways = worstOf(before.value, after.value);
  const quorumHeld = await readQuorum(array.sites, gateways, signal);
  if (!quorumHeld.ok) return quorumHeld;
  const elapsedMs = deps.clock.now() - shut.value.since;
  const verdict = assessFence({ policy: array.fence, gateways, quorumHeld: quorumHeld.value, elapsedMs });
  return conclude(fence, { shares: shares.value, acls: shut.value.acls, verdict }, signal);
}

interface ShutOut {
  readonly acls: readonly PlacedAcl[];
  /** Since when the youngest of them has been seen read-only. */
  readonly since: number;
}

/**
 * Each by its id, and judged by what is read back: an array may give an ACL another id when it changes it, and one that is gone
 * was removed after proof.
 */
async function restrictAll(
  { clock, sightings }: FileFenceDeps,
  { array, node }: FileFence,
  acls: readonly PlacedAcl[],
  signal: CancelSignal,
): Promise<Result<ShutOut, Problem>> {
  const { name, files } = array;
  const shares = new Map<string, NfsShare>();
  for (const { share, acl } of acls) {
    const seen = await files.shares.restrict(share, acl, signal);
    if (!seen.ok) return seen;
    sightings.see(name, seen.value, clock.now());
    shares.set(share.id, seen.value);
  }
  const left = aclsOn([...shares.values()]).filter(({ acl }) => isOfNodeNamed(acl, node.name));
  const times = left.map(({ share, acl }) => sightings.since(name, share, acl) ?? clock.now());
  return ok({ acls: left, since: Math.max(...times, 0) });
}

const ANEW = 'it was let in anew meanwhile';

interface Evidence {
  readonly shares: TreeShares;
  readonly acls: readonly PlacedAcl[];
  readonly verdict: FenceVerdict;
}

async function conclude(
  { array, node }: FileFence,
  { shares, acls, verdict }: Evidence,
  signal: CancelSignal,
): Promise<Result<Attempt, Problem>> {
  const writing = acls.find(({ acl }) => acl.permission !== 'read-only');
  if (writing !== undefined) return ok({ kind: 'unproven', evidence: ANEW });
  if (acls.length === 0) return ok({ kind: 'fenced' });
  const other = await otherWayIn(array, shares, node, signal);
  if (!other.ok) return other;
  if (other.value !== undefined)
    return ok({ kind: 'unproven', evidence: `${other.value} lets it in too; remove that ACL` });
  return verdict.kind === 'fenced' ? revokeAll(array, node, acls, signal) : ok(verdict);
}

/** An ACL that the node got anew meanwhile is not touched, and is no fence. */
async function revokeAll(
  { files }: FileArray,
  { name }: FileNode,
  acls: readonly PlacedAcl[],
  signal: CancelSignal,
): Promise<Result<Attempt, Problem>> {
  for (const { share, acl } of acls) {
    const left = await files.shares.revoke(share, acl, signal);
    if (!left.ok) return left;
    const isJudged = (id: string): boolean => acls.some((judged) => judged.acl.id === id);
    const anew = left.value.acls.find((other) => isOfNodeNamed(other, name) && !isJudged(other.id));
    if (anew !== undefined) return ok({ kind: 'unproven', evidence: ANEW });
  }
  return ok({ kind: 'fenced' });
}
