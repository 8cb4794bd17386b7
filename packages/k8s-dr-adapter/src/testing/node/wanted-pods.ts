import { isRecord, type KubeObject } from '../../client/kube-object.js';
import { deployments, pods, statefulSets } from '../binder/cluster-kinds.js';
import type { EmbeddedCluster } from '../binder/embedded-cluster.js';
import type { Json } from '../json.js';

const ownersOf = ({ metadata }: KubeObject): readonly Json[] => {
  const { ownerReferences } = metadata as KubeObject['metadata'] & Json;
  return Array.isArray(ownerReferences) ? (ownerReferences as Json[]) : [];
};
const specOf = (object: KubeObject): Json => (isRecord(object['spec']) ? object['spec'] : {});

/** The pods that Deployments and StatefulSets want, as their controllers name and fill them. */
export const wantedPods = (cluster: EmbeddedCluster): readonly KubeObject[] =>
  [deployments, statefulSets].flatMap((kind) =>
    cluster.objects(kind).flatMap((owner) => podsOf({ ...owner, kind: kind.kind })),
  );

function podsOf(owner: KubeObject): readonly KubeObject[] {
  const { replicas = 1, template, volumeClaimTemplates } = specOf(owner);
  const pod = isRecord(template) && isRecord(template['spec']) ? template['spec'] : {};
  const templates = Array.isArray(volumeClaimTemplates) ? (volumeClaimTemplates as KubeObject[]) : [];
  return Array.from({ length: Number(replicas) }, (_, index): KubeObject => {
    const { namespace = '', uid = '' } = owner.metadata;
    const name = `${owner.metadata.name}-${index}`;
    const claims = templates.map(({ metadata }) => ({
      name: metadata.name,
      persistentVolumeClaim: { claimName: `${metadata.name}-${name}` },
    }));
    const volumes = [...(Array.isArray(pod['volumes']) ? (pod['volumes'] as unknown[]) : []), ...claims];
    const reference = {
      apiVersion: 'apps/v1',
      kind: owner.kind,
      name: owner.metadata.name,
      uid,
      controller: true,
    };
    return {
      metadata: { name, namespace, ownerReferences: [reference] } as KubeObject['metadata'],
      spec: { containers: [{ name: 'app', image: 'app:1' }], ...pod, volumes },
    };
  });
}

/** Makes what is missing, and deletes what nobody wants any more. */
export function scalePods(cluster: EmbeddedCluster): void {
  const wanted = wantedPods(cluster);
  const there = cluster.objects(pods);
  const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
  for (const pod of there)
    if (ownersOf(pod).length > 0 && !wanted.some((one) => keyOf(one) === keyOf(pod)))
      cluster.server.delete(pods, pod);
  for (const pod of wanted) if (!there.some((one) => keyOf(one) === keyOf(pod))) cluster.add(pods, pod);
}

/** The controllers' word of how many are ready. */
export function countReady(cluster: EmbeddedCluster, isReady: (pod: KubeObject) => boolean): void {
  const running = cluster.objects(pods).filter(isReady);
  for (const kind of [deployments, statefulSets])
    for (const owner of cluster.objects(kind)) {
      const readyReplicas = running.filter((pod) =>
        ownersOf(pod).some(({ uid }) => uid === owner.metadata.uid),
      ).length;
      const known = isRecord(owner['status']) ? owner['status']['readyReplicas'] : undefined;
      if (known !== readyReplicas)
        cluster.server.edit(kind, { ...owner, status: { readyReplicas } }, 'status');
    }
}
