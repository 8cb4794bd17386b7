import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { changing, listOf, membersOf, type Members } from '../objects/members.js';
import { annotated, annotationOf } from './clean-metadata.js';
import { STANDBY_GATE, WANTED_REPLICAS, WANTED_SUSPEND } from './dr-names.js';

type Halt = (workload: ClusterObject) => ClusterObject;

const HALTS: Readonly<Record<string, Halt>> = {
  'Deployment.apps': withoutReplicas,
  'StatefulSet.apps': withoutReplicas,
  'ReplicaSet.apps': withoutReplicas,
  ReplicationController: withoutReplicas,
  'Job.batch': suspended,
  'CronJob.batch': suspended,
  'DaemonSet.apps': onNoNode,
  Pod: gated,
};

/** Workloads that start nothing, and say in an annotation how they run; other objects as they are. Once more is the same. */
export function standStill(object: ClusterObject): ClusterObject {
  const group = groupOf(object.apiVersion);
  return HALTS[group === '' ? object.kind : `${object.kind}.${group}`]?.(object) ?? object;
}

/** Whether the object makes pods as soon as it is there. */
export const isWorkload = ({ apiVersion, kind }: Pick<ClusterObject, 'apiVersion' | 'kind'>): boolean => {
  const group = groupOf(apiVersion);
  return (group === '' ? kind : `${kind}.${group}`) in HALTS;
};

function withoutReplicas(workload: ClusterObject): ClusterObject {
  const { replicas = 1 } = membersOf(workload, 'spec');
  const wanted = annotationOf(workload, WANTED_REPLICAS) ?? String(replicas);
  return annotated(withSpec(workload, { replicas: 0 }), { [WANTED_REPLICAS]: wanted });
}

function suspended(workload: ClusterObject): ClusterObject {
  const { suspend = false } = membersOf(workload, 'spec');
  const wanted = annotationOf(workload, WANTED_SUSPEND) ?? String(suspend);
  return annotated(withSpec(workload, { suspend: true }), { [WANTED_SUSPEND]: wanted });
}

/** No node has the label. */
function onNoNode(workload: ClusterObject): ClusterObject {
  const waiting = (spec: Members): Members => ({
    ...spec,
    nodeSelector: { ...membersOf(spec, 'nodeSelector'), [STANDBY_GATE]: 'never' },
  });
  const spec = changing(membersOf(workload, 'spec'), 'template', (template) => ({
    ...template,
    spec: waiting(membersOf(template, 'spec')),
  }));
  return { ...workload, spec };
}

/** Pod scheduling readiness (KEP-3521, stable since Kubernetes 1.30): a gate may be taken away and never be added. */
function gated(pod: ClusterObject): ClusterObject {
  const gates = listOf(membersOf(pod, 'spec'), 'schedulingGates').filter(({ name }) => name !== STANDBY_GATE);
  return withSpec(pod, { schedulingGates: [...gates, { name: STANDBY_GATE }] });
}

const withSpec = (object: ClusterObject, change: Members): ClusterObject => ({
  ...object,
  spec: { ...membersOf(object, 'spec'), ...change },
});
