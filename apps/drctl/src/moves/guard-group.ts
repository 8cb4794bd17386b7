import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { ok, type Problem, type Result } from '@twinsite/domain';
import type { HeldLease } from '@twinsite/k8s-dr-adapter';
import type { GroupSession } from '../actions/session.js';

/**
 * Keeps other operators away from the group on the clusters that are named. The Lease is of a host and its state directory: a
 * run that was killed is followed at once, and two runs of one host are kept apart by the lock of that directory.
 */
export async function guardGroup(
  { config, group, signal }: GroupSession,
  clusters: readonly GroupSession['target'][],
): Promise<Result<HeldLease, Problem>> {
  const identity = `${hostname()}:${resolve(config.state)}`;
  const held: HeldLease[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(held.map((lease) => lease.release()));
  };
  for (const cluster of clusters) {
    const lease = await cluster.holdLease({ group: group.name, identity }, signal);
    if (!lease.ok) {
      await release();
      return lease;
    }
    held.push(lease.value);
  }
  const lost = new AbortController();
  for (const lease of held) lease.lost.addEventListener('abort', () => lost.abort(), { once: true });
  return ok({ lost: lost.signal, release });
}
