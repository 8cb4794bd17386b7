import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { listOf, membersOf, type Members } from '../recovery/objects/members.js';
import { groupOf } from '../recovery/objects/object-kind.js';
import { formatRef, refOf } from '../recovery/objects/object-ref.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import { readTarget } from '../recovery/restore/target-view.js';
import { waitUntil } from '../recovery/restore/wait-until.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';

type Readiness = (workload: ClusterObject) => { readonly ready: number; readonly wanted: number };

const numberIn = (object: Members, name: string): number => {
  const value = object[name];
  return typeof value === 'number' ? value : 0;
};

const replicated: Readiness = (workload) => ({
  ready: numberIn(membersOf(workload, 'status'), 'readyReplicas'),
  wanted: numberIn({ replicas: 1, ...membersOf(workload, 'spec') }, 'replicas'),
});

/** Custom resources say it in ways of their own, and Jobs end. */
const READINESS: Readonly<Record<string, Readiness>> = {
  'Deployment.apps': replicated,
  'StatefulSet.apps': replicated,
  'ReplicaSet.apps': replicated,
  ReplicationController: replicated,
  'DaemonSet.apps': (workload) => {
    const status = membersOf(workload, 'status');
    return { ready: numberIn(status, 'numberReady'), wanted: numberIn(status, 'desiredNumberScheduled') };
  },
  Pod: (pod) => {
    const conditions = listOf(membersOf(pod, 'status'), 'conditions');
    const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    return { ready: isReady ? 1 : 0, wanted: 1 };
  },
};

interface Starting {
  readonly objects: ClusterObjects;
  /** Cluster id. */
  readonly cluster: string;
  readonly clock: Clock;
  readonly waitMs: number;
}

/** Waits until the workloads have their pods ready; answers how many. Else `not-ready` names what is not. */
export async function untilReady(
  { objects, cluster, clock, waitMs }: Starting,
  workloads: readonly ClusterObject[],
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const own = workloads.filter((one) => readinessOf(one) !== undefined);
  let pods = 0;
  const look = async () => {
    const view = await readTarget(objects, own, signal);
    if (!view.ok) return view;
    const seen = own.map((one) => howReady(one, view.value.live(one)));
    pods = seen.reduce((sum, { ready }) => sum + ready, 0);
    const open = seen.flatMap(({ lack }): Problem[] =>
      lack === undefined ? [] : [{ kind: 'not-ready', cluster, workloads: [lack] }],
    );
    return ok({ open, wrong: [], total: own.length });
  };
  const left = await waitUntil(look, { clock, waitMs, onLook: () => undefined }, signal);
  if (!left.ok) return left;
  const late = left.value.flatMap((problem) => (problem.kind === 'not-ready' ? problem.workloads : []));
  return late.length === 0 ? ok(pods) : failed({ kind: 'not-ready', cluster, workloads: late });
}

const readinessOf = ({ apiVersion, kind }: ClusterObject): Readiness | undefined => {
  const group = groupOf(apiVersion);
  return READINESS[group === '' ? kind : `${kind}.${group}`];
};

function howReady(wanted: ClusterObject, live: ClusterObject | undefined) {
  const name = formatRef(refOf(wanted));
  const seen = live && readinessOf(live)?.(live);
  if (seen === undefined) return { ready: 0, lack: `${name} is not there` };
  const isBehind = live !== undefined && isStale(live);
  if (seen.ready >= seen.wanted && !isBehind) return { ready: seen.ready, lack: undefined };
  return { ready: seen.ready, lack: `${name} has ${seen.ready} of ${seen.wanted} pods ready` };
}

/** Its controller has not seen the last change yet: what the status says is of before. */
const isStale = (live: ClusterObject): boolean => {
  const seen = membersOf(live, 'status')['observedGeneration'];
  const { generation } = live.metadata as Members;
  return typeof seen === 'number' && typeof generation === 'number' && seen < generation;
};
