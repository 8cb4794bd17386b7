import { cleanObject, type ClusterObject } from '@twinsite/domain';
import { expect, test } from 'vitest';

const object = (
  apiVersion: string,
  kind: string,
  body: Readonly<Record<string, unknown>>,
  annotations?: Readonly<Record<string, string>>,
): ClusterObject => ({
  apiVersion,
  kind,
  metadata: { name: 'x', namespace: 'shop', ...(annotations === undefined ? {} : { annotations }) },
  ...body,
});

test('a bare pod forgets its node, its priority and the token that was mounted for it', () => {
  const token = { name: 'kube-api-access-abcde', projected: { sources: [] } };
  const pod = object('v1', 'Pod', {
    spec: {
      nodeName: 'worker-1',
      priority: 100,
      priorityClassName: 'high',
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'c' } }, token],
      containers: [
        {
          name: 'main',
          volumeMounts: [
            { name: 'data', mountPath: '/data' },
            { name: 'kube-api-access-abcde', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
          ],
        },
      ],
    },
  });
  expect(cleanObject(pod)['spec']).toEqual({
    priorityClassName: 'high',
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'c' } }],
    containers: [{ name: 'main', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
  });
});

test('a bare pod does not say in which zone it was bound: it would be written anew at each restore', () => {
  const bound: ClusterObject = {
    ...object('v1', 'Pod', { spec: { containers: [] } }),
    metadata: {
      name: 'x',
      namespace: 'shop',
      labels: { app: 'x', 'topology.kubernetes.io/zone': 'a', 'topology.kubernetes.io/region': 'r' },
    },
  };
  expect(cleanObject(bound).metadata.labels).toEqual({ app: 'x' });
});

test('a Job is not tied to the uid of the one that it is a copy of', () => {
  const labels = { app: 'x', 'controller-uid': 'u', 'batch.kubernetes.io/controller-uid': 'u' };
  const spec = (given: object) => ({ template: { metadata: { labels: given }, spec: {} } });
  const job = object('batch/v1', 'Job', {
    spec: { selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } }, ...spec(labels) },
  });
  expect(cleanObject(job)['spec']).toEqual(spec({ app: 'x' }));
});

test('a Service keeps the node ports that somebody chose, and no address but none at all (D30)', () => {
  const applied = '{"spec":{"ports":[{"port":80,"nodePort":30080}]}}';
  const service = object(
    'v1',
    'Service',
    {
      spec: {
        clusterIP: '10.96.0.7',
        clusterIPs: ['10.96.0.7'],
        healthCheckNodePort: 31000,
        ipFamilyPolicy: 'SingleStack',
        ports: [
          { port: 80, nodePort: 30080 },
          { port: 81, nodePort: 31234 },
        ],
      },
    },
    { 'kubectl.kubernetes.io/last-applied-configuration': applied },
  );
  expect(cleanObject(service)['spec']).toEqual({
    ipFamilyPolicy: 'SingleStack',
    ports: [{ port: 80, nodePort: 30080 }, { port: 81 }],
  });
  const headless = object('v1', 'Service', { spec: { clusterIP: 'None', clusterIPs: ['None'] } });
  expect(cleanObject(headless)['spec']).toEqual({ clusterIP: 'None', clusterIPs: ['None'] });
});

test('a class is nobody’s default on another cluster, and what it makes there stays', () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true', note: 'kept' };
  const cleaned = cleanObject(
    object('storage.k8s.io/v1', 'StorageClass', { reclaimPolicy: 'Delete' }, annotations),
  );
  expect(cleaned['reclaimPolicy']).toBe('Retain');
  expect(cleaned.metadata.annotations).toEqual({
    note: 'kept',
    'dr.xsky.io/original-reclaim-policy': 'Delete',
  });
});

test('a snapshot is bound to the one that the array has, and outlives its object', () => {
  const snapshot = object('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', {
    spec: { source: { persistentVolumeClaimName: 'c' }, volumeSnapshotClassName: 'k' },
    status: { boundVolumeSnapshotContentName: 'snapcontent-1' },
  });
  expect(cleanObject(snapshot)['spec']).toEqual({
    source: { volumeSnapshotContentName: 'snapcontent-1' },
    volumeSnapshotClassName: 'k',
  });
  const content = object('snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', {
    spec: {
      deletionPolicy: 'Delete',
      source: { volumeHandle: 'v' },
      volumeSnapshotRef: { namespace: 'shop', name: 's', uid: 'u' },
    },
    status: { snapshotHandle: 'snap-1' },
  });
  const cleaned = cleanObject(content);
  expect(cleaned['spec']).toEqual({
    deletionPolicy: 'Retain',
    source: { snapshotHandle: 'snap-1' },
    volumeSnapshotRef: { namespace: 'shop', name: 's' },
  });
  expect(cleanObject(cleaned)).toEqual(cleaned);
});

test('an account keeps the Secrets that images are pulled with, and no token of the other cluster', () => {
  const account = object('v1', 'ServiceAccount', {
    secrets: [{ name: 't' }],
    imagePullSecrets: [{ name: 'p' }],
  });
  expect(cleanObject(account)).toEqual({ ...account, secrets: undefined });
});

const claimOf = (requested: string, capacity: string): ClusterObject =>
  object('v1', 'PersistentVolumeClaim', {
    spec: { volumeName: 'pv-1', resources: { requests: { storage: requested } } },
    status: { capacity: { storage: capacity } },
  });

test('a claim in expansion never asks for more than its volume has, which would leave it Pending', () => {
  const cleaned = cleanObject(claimOf('10Gi', '5Gi'));
  expect(cleaned['spec']).toEqual({ volumeName: 'pv-1', resources: { requests: { storage: '5Gi' } } });
  expect(cleaned.metadata.annotations).toEqual({ 'dr.xsky.io/requested-storage': '10Gi' });
  expect(cleanObject(cleaned)).toEqual(cleaned);
});

test.each([
  ['5Gi', '5Gi'],
  ['1G', '1Gi'],
  ['5120Mi', '5Gi'],
])('a claim that asks for %s of a volume of %s asks for the same there', (requested, capacity) => {
  const cleaned = cleanObject(claimOf(requested, capacity));
  expect(cleaned['spec']).toEqual(claimOf(requested, capacity)['spec']);
  expect(cleaned.metadata.annotations).toBeUndefined();
});

test('a namespace keeps what its users wrote, and not its name as a label: it may have another there', () => {
  const labels = { 'kubernetes.io/metadata.name': 'shop', 'pod-security.kubernetes.io/enforce': 'baseline' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
  expect(cleanObject({ ...namespace, spec: { finalizers: ['kubernetes'] } })).toEqual({
    ...namespace,
    metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  });
});
