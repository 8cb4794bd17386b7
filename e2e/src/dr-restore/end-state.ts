import type { Kubectl, KubeObject } from '../cluster/kubectl.js';
import { SHOP } from './shop.js';

const KINDS =
  'persistentvolume,persistentvolumeclaim,configmap,secret,serviceaccount,deployment,statefulset,pod,storageclass';

/** What a restore has made, without what differs from one time to the next: uids, versions, times, status of pods. */
export async function endState(kubectl: Kubectl): Promise<string> {
  const objects = await kubectl.list(KINDS);
  const ours = objects.filter(({ metadata }) => isOurs(metadata));
  const bare = ours.map(({ kind, metadata, spec, data }) =>
    JSON.stringify({
      kind,
      name: metadata.name,
      namespace: metadata.namespace,
      labels: metadata.labels,
      spec,
      data,
    }),
  );
  return bare
    .sort()
    .join('\n')
    .replaceAll(/"(uid|resourceVersion)":"[^"]*"/g, '"$1":"-"')
    .replaceAll(/kube-api-access-\w+/g, 'kube-api-access');
}

/** What lives in the drivers' namespaces the drivers keep current. */
const isOurs = ({ labels, namespace }: KubeObject['metadata']): boolean =>
  labels?.['dr.xsky.io/group'] === SHOP && (namespace === undefined || namespace === SHOP);

/** Takes away everything that a restore has made; the data stays, because every volume is Retain. */
export async function takeAway(kubectl: Kubectl): Promise<void> {
  const limits = { deadlineMs: 120_000 };
  const label = ['-l', `dr.xsky.io/group=${SHOP}`, '--ignore-not-found', '--timeout=100s'];
  await kubectl.run(['delete', 'namespace', SHOP, '--ignore-not-found', '--timeout=100s'], limits);
  await kubectl.run(['delete', 'persistentvolume', ...label], limits);
  await kubectl.run(['delete', 'storageclass,accesspaths.sds.xsky.com,secret', '-A', ...label], limits);
}
