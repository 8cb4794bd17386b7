import type { Kubectl } from '../cluster/kubectl.js';
import { SHOP } from '../dr-restore/shop.js';

const READY_MS = 240_000;
/** Memory of the node: outlives its pods, and needs no storage. */
export const SEEN = '/run/records-seen';
export const FILE = '/data/records';

/** What the application keeps its records on: a StatefulSet with one pod and one claim each. */
export const KINDS = ['block', 'file'] as const;
export type Kind = (typeof KINDS)[number];
const CLASSES: Readonly<Record<Kind, string>> = { block: 'my-sc', file: 'csi-nfs-node-sc' };
export const DRIVERS: Readonly<Record<Kind, string>> = {
  block: 'iscsi.csi.xsky.com',
  file: 'com.nfs.csi.xsky',
};

export const podOf = (kind: Kind): string => `${kind}-0`;
export const claimOf = (kind: Kind): string => `data-${kind}-0`;

/** Each pod appends numbered records, signed with its node, each acknowledged by fdatasync before the next. */
function applicationManifest(): string {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [namespace, ...KINDS.map(statefulSet)] });
}

const statefulSet = (kind: Kind) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: kind, namespace: SHOP },
  spec: {
    replicas: 1,
    serviceName: kind,
    selector: { matchLabels: { app: kind } },
    template: { metadata: { labels: { app: kind } }, spec: podSpec },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          storageClassName: CLASSES[kind],
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ],
  },
});

const fieldOf = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });

const podSpec = {
  terminationGracePeriodSeconds: 2,
  containers: [
    {
      name: 'main',
      image: 'nginx',
      imagePullPolicy: 'Never',
      // Its signals are for the writer, so it is the container's first process.
      command: ['record-writer', 'resume', FILE, '/seen/$(POD)', '$(NODE)'],
      env: [fieldOf('POD', 'metadata.name'), fieldOf('NODE', 'spec.nodeName')],
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'seen', mountPath: '/seen' },
      ],
    },
  ],
  volumes: [{ name: 'seen', hostPath: { path: SEEN, type: 'DirectoryOrCreate' } }],
};

/** Resolves when its claims are bound; its pods start meanwhile. */
export async function startApplication(kubectl: Kubectl): Promise<void> {
  // A claim that comes before it is refused, and asked for again a while later.
  await kubectl.run(['wait', '--for=condition=Ready', 'accesspath/my-ap', '--timeout=120s'], {
    deadlineMs: READY_MS,
  });
  await kubectl.apply(applicationManifest());
  await kubectl.until('every claim is bound', READY_MS, async () => {
    const claims = (await kubectl.list('pvc')).filter(({ status }) => status?.['phase'] === 'Bound');
    return claims.length === KINDS.length ? true : undefined;
  });
}

/** The array's volume of each claim; its PersistentVolume has the same name. */
export async function volumesOf(kubectl: Kubectl): Promise<Readonly<Record<Kind, string>>> {
  const nameOf = async (kind: Kind): Promise<string> =>
    String((await kubectl.find('pvc', claimOf(kind), SHOP))?.spec?.['volumeName']);
  return { block: await nameOf('block'), file: await nameOf('file') };
}
