import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { KubeObject } from '../client/kube-object.js';
import { leases } from '../client/resources.js';
import type { Candidacy, ElectionDeps } from './election.js';
import { heldLease, newLease, readLease, releasedLease, type LeaseClaim } from './lease-record.js';

/** Takes, renews and releases one Lease. Every change is a replacement of what was read. */
export class LeaseHolder {
  private readonly deps: ElectionDeps;
  private readonly claim: LeaseClaim;
  /** The state of somebody else's Lease and when it was first seen so: nobody's clock but our own counts. */
  private seen: { readonly version: string | undefined; readonly at: number } | undefined;

  constructor(deps: ElectionDeps, { lease, identity }: Candidacy) {
    this.deps = deps;
    this.claim = { place: lease, holder: identity, durationMs: deps.timings.leaseMs };
  }

  /** The Lease, now ours; undefined when it is somebody else's. */
  async take(signal: CancelSignal): Promise<Result<KubeObject | undefined, Problem>> {
    const { client, clock } = this.deps;
    const found = await client.get(leases, this.claim.place, signal);
    if (!found.ok) return found;
    if (found.value === undefined) {
      return ours(await client.create(leases, newLease(this.claim, clock), signal));
    }
    if (!this.isFree(found.value)) return ok(undefined);
    return ours(await client.replace(leases, heldLease(found.value, this.claim, clock), signal));
  }

  /** Undefined when somebody else has it. After a conflict it is read again: a lost reply leaves it ours and newer. */
  async renew(lease: KubeObject, signal: CancelSignal): Promise<Result<KubeObject | undefined, Problem>> {
    const { client, clock } = this.deps;
    const renewed = await client.replace(leases, heldLease(lease, this.claim, clock), signal);
    if (renewed.ok || renewed.problem.kind !== 'kubernetes-conflict') return renewed;
    const found = await client.get(leases, this.claim.place, signal);
    if (!found.ok) return found;
    if (found.value === undefined || readLease(found.value).holder !== this.claim.holder)
      return ok(undefined);
    return ours(await client.replace(leases, heldLease(found.value, this.claim, clock), signal));
  }

  /** Lets the next candidate begin at once. Read first: a last renewal may have come through. Somebody else's stays. */
  async release(signal: CancelSignal): Promise<Result<void, Problem>> {
    const { client, clock } = this.deps;
    const found = await client.get(leases, this.claim.place, signal);
    if (!found.ok) return found;
    if (found.value === undefined || readLease(found.value).holder !== this.claim.holder)
      return ok(undefined);
    const released = await client.replace(leases, releasedLease(found.value, clock), signal);
    return released.ok || released.problem.kind === 'kubernetes-conflict' ? ok(undefined) : released;
  }

  private isFree(found: KubeObject): boolean {
    const { holder, durationMs } = readLease(found);
    if (holder === '' || holder === this.claim.holder) return true;
    const version = found.metadata.resourceVersion;
    const now = this.deps.clock.now();
    if (this.seen === undefined || this.seen.version !== version) this.seen = { version, at: now };
    return now - this.seen.at >= Math.max(durationMs, this.claim.durationMs);
  }
}

const ours = (made: Result<KubeObject, Problem>): Result<KubeObject | undefined, Problem> =>
  made.ok || made.problem.kind !== 'kubernetes-conflict' ? made : ok(undefined);
