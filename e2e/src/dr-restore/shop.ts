import type { Kubectl } from '../cluster/kubectl.js';

/** Namespace and group of the application. */
export const SHOP = 'shop';
const READY_MS = 240_000;
const EXEC_MS = 30_000;
const RECORDS = '/data/records';

/** Where each claim is used: the pod that has it mounted, by claim. */
export const PODS: Readonly<Record<string, string>> = {
  bare: 'pod/bare',
  'data-db-0': 'pod/db-0',
  'data-db-1': 'pod/db-1',
  'data-db-2': 'pod/db-2',
  web: 'deployment/web',
};
export const CLAIMS = Object.keys(PODS);
const WORKLOADS = ['statefulset/db', 'deployment/web'] as const;

/** A bare pod as in the article, a StatefulSet with three claims, a Deployment on NFS; each appends numbered lines of its own. */
function shopManifest(): string {
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } },
    claim('bare', 'my-sc', '1Gi'),
    claim('web', 'csi-nfs-node-sc', '1Gi'),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare', namespace: SHOP },
      spec: podSpec('bare', 'bare'),
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: SHOP },
      spec: {
        replicas: 3,
        serviceName: 'db',
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: { app: 'db' } },
        template: { metadata: { labels: { app: 'db' } }, spec: podSpec('$(hostname)') },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec('my-sc', '1Gi') }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: SHOP },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: podSpec('web', 'web') },
      },
    },
  ];
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

const claimSpec = (storageClassName: string, storage: string) => ({
  storageClassName,
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage } },
});

const claim = (name: string, storageClass: string, size: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: SHOP },
  spec: claimSpec(storageClass, size),
});

/** Goes on after the last line that is there, each line on the disk before the next. */
const script = (name: string): string => `n=${name}
i=$( [ -f ${RECORDS} ] && wc -l < ${RECORDS} || echo 0 )
while :; do i=$((i+1)); echo "$n $i" >> ${RECORDS}; sync; sleep 1; done`;

const podSpec = (name: string, claimName?: string) => ({
  terminationGracePeriodSeconds: 1,
  containers: [
    {
      name: 'main',
      image: 'nginx',
      imagePullPolicy: 'Never',
      command: ['sh', '-c', script(name)],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
  ],
  ...(claimName === undefined ? {} : { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] }),
});

/** Resolves when its claims are bound; its pods start meanwhile. */
export async function startShop(kubectl: Kubectl): Promise<void> {
  await kubectl.apply(shopManifest());
  await kubectl.until('every claim is bound', READY_MS, async () => {
    const claims = (await kubectl.list('pvc')).filter(({ status }) => status?.['phase'] === 'Bound');
    return claims.length === CLAIMS.length ? true : undefined;
  });
}

export async function untilRunning(kubectl: Kubectl): Promise<void> {
  const timeout = `--timeout=${READY_MS / 1000}s`;
  const limits = { deadlineMs: READY_MS + 10_000 };
  for (const workload of WORKLOADS)
    await kubectl.run(['rollout', 'status', workload, '-n', SHOP, timeout], limits);
  await kubectl.run(['wait', '--for=condition=Ready', 'pod/bare', '-n', SHOP, timeout], limits);
}

/** What each claim's file has: its whole lines. */
export async function linesOf(kubectl: Kubectl): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = new Map<string, readonly string[]>();
  for (const [name, pod] of Object.entries(PODS)) {
    const words = ['exec', pod, '-n', SHOP, '--', 'cat', RECORDS];
    const text = await kubectl.run(words, { deadlineMs: EXEC_MS });
    lines.set(name, text.split('\n').slice(0, -1));
  }
  return lines;
}

/** The application ends in good order, and nothing is attached to a node any more. */
export async function stopShop(kubectl: Kubectl): Promise<void> {
  const limits = { deadlineMs: READY_MS + 10_000 };
  await kubectl.run(['scale', ...WORKLOADS, '--replicas=0', '-n', SHOP]);
  await kubectl.run(['delete', 'pod', '--all', '-n', SHOP, `--timeout=${READY_MS / 1000}s`], limits);
  await kubectl.until('nothing is attached any more', READY_MS, async () =>
    (await kubectl.list('volumeattachment')).length === 0 ? true : undefined,
  );
}
