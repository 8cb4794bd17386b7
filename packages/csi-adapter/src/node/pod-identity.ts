import type { PodIdentity } from '@twinsite/domain';

const PREFIX = 'csi.storage.k8s.io/pod';

/** What the kubelet says of the pod in the volume context (CSIDriver `podInfoOnMount`); undefined unless it says all of it. */
export function podIdentityIn(context: Readonly<Record<string, string>>): PodIdentity | undefined {
  const { [`${PREFIX}.name`]: name, [`${PREFIX}.namespace`]: namespace, [`${PREFIX}.uid`]: uid } = context;
  return name && namespace && uid ? { name, namespace, uid } : undefined;
}
