import { failed, ok, type CancelSignal, type Clock, type Problem, type Result } from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import type { KubeObject } from '../client/kube-object.js';
import type { ObjectPlace } from '../client/resource.js';
import { electionTimings, type ElectionTimings } from './election.js';
import { LeaseHolder } from './lease-holder.js';
import { readLease } from './lease-record.js';
import { leases } from '../client/resources.js';

export interface LeaseOrder {
  readonly lease: ObjectPlace;
  /** The same for every run of one operator's host: a run that was killed is followed at once. */
  readonly identity: string;
  /** Whose work it guards, for the refusal. */
  readonly group: string;
}

export interface HeldLease {
  /** Fires when somebody else has it, or it could not be renewed in time. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

interface Deps {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly timings?: ElectionTimings;
}

/** Takes a Lease and keeps it until it is released. One of a holder that is silent is taken over; of a live one: `group-locked`. */
export async function holdLease(
  { client, clock, timings = electionTimings }: Deps,
  { lease, identity, group }: LeaseOrder,
  signal: CancelSignal,
): Promise<Result<HeldLease, Problem>> {
  const quiet = { onTrouble: () => undefined, onAnswer: () => undefined, random: Math.random };
  const holder = new LeaseHolder({ client, clock, timings, ...quiet }, { lease, identity });
  const until = clock.now() + timings.leaseMs + timings.retryMs;
  for (;;) {
    const taken = await holder.take(signal);
    if (!taken.ok) return taken;
    if (taken.value !== undefined) return ok(keep(holder, taken.value, { clock, timings }));
    if (clock.now() >= until || signal.aborted) return failed(await lockedBy(client, lease, group, signal));
    await clock.sleep(timings.retryMs, signal);
  }
}

async function lockedBy(
  client: KubeClient,
  lease: ObjectPlace,
  group: string,
  signal: CancelSignal,
): Promise<Problem> {
  const found = await client.get(leases, lease, signal);
  const holder = found.ok && found.value !== undefined ? readLease(found.value).holder : 'somebody else';
  return { kind: 'group-locked', group, holder, path: `Lease ${lease.namespace ?? ''}/${lease.name}` };
}

function keep(
  holder: LeaseHolder,
  first: KubeObject,
  { clock, timings }: { readonly clock: Clock; readonly timings: ElectionTimings },
): HeldLease {
  const lost = new AbortController();
  const ended = new AbortController();
  let lease = first;
  const renew = async (): Promise<void> => {
    let renewedAt = clock.now();
    const isOver = (): boolean => ended.signal.aborted;
    while (!isOver()) {
      await clock.sleep(timings.retryMs, ended.signal);
      if (isOver()) return;
      const renewed = await holder.renew(lease, ended.signal);
      if (renewed.ok && renewed.value !== undefined) {
        lease = renewed.value;
        renewedAt = clock.now();
      } else if (renewed.ok || clock.now() - renewedAt >= timings.renewMs) {
        lost.abort();
        return;
      }
    }
  };
  const renewing = renew();
  const release = async (): Promise<void> => {
    ended.abort();
    await renewing;
    if (!lost.signal.aborted) await holder.release(AbortSignal.timeout(timings.retryMs));
  };
  return { lost: lost.signal, release };
}
