import type { Clock, Problem } from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import type { ObjectPlace } from '../client/resource.js';

export interface ElectionTimings {
  /** How long after its last renewal a leader that says nothing is taken for dead. Whole seconds. */
  readonly leaseMs: number;
  /** How long a leader tries to renew before it gives up by itself; with one retry still shorter than `leaseMs`. */
  readonly renewMs: number;
  /** Between two tries, of leader and candidates; each adds up to a fifth. */
  readonly retryMs: number;
}

export const electionTimings: ElectionTimings = { leaseMs: 15_000, renewMs: 10_000, retryMs: 2_000 };

export interface ElectionDeps {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  /** Told of each failure; the candidate goes on by itself. */
  readonly onTrouble: (problem: Problem) => void;
  /** The API server has answered a try, whoever has the Lease: trouble before it is over. */
  readonly onAnswer: () => void;
  readonly timings: ElectionTimings;
}

export interface Candidacy {
  readonly lease: ObjectPlace;
  /** Unique among all candidates, also after a restart: the pod's name and something random. */
  readonly identity: string;
}
