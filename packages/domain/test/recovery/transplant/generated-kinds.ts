import fc from 'fast-check';
import { generated } from './generated-objects.js';

const word = fc.constantFrom('a', 'b', 'db', 'web');
const handle = fc.constantFrom('h-1', 'h-2');
const uidLabels = fc.record(
  { app: word, 'controller-uid': fc.uuid(), 'batch.kubernetes.io/controller-uid': fc.uuid() },
  { requiredKeys: [] },
);

export const services = generated({
  apiVersion: 'v1',
  kind: 'Service',
  namespaced: true,
  body: fc
    .record(
      {
        clusterIP: fc.constantFrom('None', '10.96.0.7'),
        clusterIPs: fc.constant(['10.96.0.7']),
        healthCheckNodePort: fc.integer({ min: 30000, max: 32767 }),
        ipFamilyPolicy: fc.constantFrom('SingleStack', 'PreferDualStack'),
        ports: fc.array(
          fc.record(
            { port: fc.integer({ min: 1, max: 9 }), nodePort: fc.integer({ min: 30000, max: 30009 }) },
            { requiredKeys: ['port'] },
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map((spec) => ({ spec })),
});

export const jobs = generated({
  apiVersion: 'batch/v1',
  kind: 'Job',
  namespaced: true,
  body: fc
    .record(
      {
        selector: uidLabels.map((matchLabels) => ({ matchLabels })),
        manualSelector: fc.boolean(),
        template: uidLabels.map((labels) => ({ metadata: { labels }, spec: { restartPolicy: 'Never' } })),
      },
      { requiredKeys: ['template'] },
    )
    .map((spec) => ({ spec })),
});

export const classes = generated({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  namespaced: false,
  annotations: ['storageclass.kubernetes.io/is-default-class'],
  body: fc.record(
    {
      provisioner: fc.constant('iscsi.csi.xsky.com'),
      parameters: fc.dictionary(word, word),
      reclaimPolicy: fc.constantFrom('Delete', 'Retain'),
    },
    { requiredKeys: ['provisioner'] },
  ),
});

export const contents = generated({
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshotContent',
  namespaced: false,
  body: fc
    .tuple(
      fc.constantFrom('Delete', 'Retain'),
      fc.oneof(
        handle.map((snapshotHandle) => ({ snapshotHandle })),
        handle.map((volumeHandle) => ({ volumeHandle })),
      ),
      fc.record({ namespace: fc.constant('shop'), name: word, uid: fc.uuid(), resourceVersion: word }),
    )
    .map(([deletionPolicy, source, volumeSnapshotRef]) => ({
      spec: { deletionPolicy, source, volumeSnapshotRef },
    })),
});

export const snapshots = generated({
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshot',
  namespaced: true,
  body: word.map((claim) => ({ spec: { source: { persistentVolumeClaimName: claim } } })),
});

export const runningPods = generated({
  apiVersion: 'v1',
  kind: 'Pod',
  namespaced: true,
  body: fc.tuple(word, fc.boolean()).map(([suffix, withData]) => ({
    spec: {
      nodeName: 'worker-1',
      priority: 7,
      volumes: [
        ...(withData ? [{ name: 'data', persistentVolumeClaim: { claimName: 'c' } }] : []),
        { name: `kube-api-access-${suffix}`, projected: { sources: [] } },
      ],
      containers: [
        { name: 'main', volumeMounts: [{ name: `kube-api-access-${suffix}`, mountPath: '/token' }] },
      ],
      ephemeralContainers: [{ name: 'debugger' }],
    },
  })),
});
