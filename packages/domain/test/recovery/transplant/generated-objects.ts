import type { ClusterObject } from '@twinsite/domain';
import fc from 'fast-check';

const word = fc.constantFrom('a', 'b', 'db', 'web');
/** Members that nobody here knows. */
export const unknownMembers = fc.dictionary(
  word.map((name) => `x${name}`),
  fc.jsonValue({ maxDepth: 1 }),
);
const serverMeta = fc.record(
  {
    uid: fc.uuid(),
    resourceVersion: fc.nat().map(String),
    generation: fc.nat(),
    creationTimestamp: fc.constant('2026-01-01T00:00:00Z'),
    selfLink: word,
    deletionTimestamp: fc.constant('2026-01-01T00:00:00Z'),
    managedFields: fc.constant([{ manager: 'kubectl' }]),
    generateName: word,
    finalizers: fc.constant(['kubernetes.io/pv-protection', 'external-attacher/iscsi-csi-xsky-com']),
    ownerReferences: fc.constant([{ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'gone' }]),
  },
  { requiredKeys: [] },
);
const annotationsOf = (names: readonly string[]) =>
  fc.dictionary(fc.constantFrom('team', 'note', ...names), word);

const meta = (names: readonly string[], namespaced: boolean) =>
  fc
    .tuple(serverMeta, annotationsOf(names), fc.dictionary(word, word), word)
    .map(([server, annotations, labels, name]) => ({
      ...server,
      annotations,
      labels,
      name,
      ...(namespaced ? { namespace: 'shop' } : {}),
    }));

interface Shape {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly annotations?: readonly string[];
  readonly body: fc.Arbitrary<Readonly<Record<string, unknown>>>;
}

export const generated = ({
  apiVersion,
  kind,
  namespaced,
  annotations = [],
  body,
}: Shape): fc.Arbitrary<ClusterObject> =>
  fc
    .tuple(meta(annotations, namespaced), body, unknownMembers, fc.option(unknownMembers, { nil: undefined }))
    .map(([metadata, members, extra, status]) => ({
      ...extra,
      ...members,
      ...(status === undefined ? {} : { status: { ...status, phase: 'Bound' } }),
      apiVersion,
      kind,
      metadata,
    }));

const secretRef = fc.record({ name: word, namespace: fc.constantFrom('shop', 'other') });
const claimRef = fc.record(
  {
    apiVersion: fc.constant('v1'),
    kind: fc.constant('PersistentVolumeClaim'),
    namespace: fc.constant('shop'),
    name: word,
    uid: fc.uuid(),
    resourceVersion: word,
  },
  { requiredKeys: ['namespace', 'name'] },
);

export const volumes = generated({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  namespaced: false,
  annotations: [
    'pv.kubernetes.io/bound-by-controller',
    'pv.kubernetes.io/provisioned-by',
    'volume.kubernetes.io/provisioner-deletion-secret-name',
  ],
  body: fc
    .record(
      {
        persistentVolumeReclaimPolicy: fc.constantFrom('Delete', 'Retain', 'Recycle'),
        claimRef,
        nodeAffinity: fc.constant({ required: { nodeSelectorTerms: [] } }),
        storageClassName: fc.constantFrom('fast', 'slow'),
        capacity: fc.constant({ storage: '5Gi' }),
        csi: fc.record(
          {
            driver: fc.constant('iscsi.csi.xsky.com'),
            volumeHandle: word,
            volumeAttributes: fc.dictionary(word, word),
            controllerPublishSecretRef: secretRef,
            nodeStageSecretRef: secretRef,
            nodePublishSecretRef: secretRef,
            controllerExpandSecretRef: secretRef,
            nodeExpandSecretRef: secretRef,
          },
          { requiredKeys: ['driver', 'volumeHandle'] },
        ),
      },
      { requiredKeys: ['csi'] },
    )
    .chain((spec) => unknownMembers.map((extra) => ({ spec: { ...extra, ...spec } }))),
});

export const claims = generated({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  namespaced: true,
  annotations: [
    'pv.kubernetes.io/bind-completed',
    'pv.kubernetes.io/bound-by-controller',
    'volume.kubernetes.io/selected-node',
    'volume.kubernetes.io/storage-provisioner',
  ],
  body: fc
    .record(
      {
        volumeName: word,
        storageClassName: fc.constantFrom('fast', 'slow'),
        dataSource: fc.constant({ kind: 'VolumeSnapshot', name: 's' }),
        dataSourceRef: fc.constant({ kind: 'VolumeSnapshot', name: 's' }),
      },
      { requiredKeys: ['volumeName'] },
    )
    .map((spec) => ({ spec })),
});

export const workloads = fc
  .constantFrom(
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['apps/v1', 'ReplicaSet'],
    ['apps/v1', 'DaemonSet'],
    ['batch/v1', 'Job'],
    ['batch/v1', 'CronJob'],
    ['v1', 'Pod'],
    ['v1', 'ReplicationController'],
  )
  .chain(([apiVersion = '', kind = '']) =>
    generated({
      apiVersion,
      kind,
      namespaced: true,
      body: fc
        .record(
          {
            replicas: fc.nat(9),
            suspend: fc.boolean(),
            nodeName: fc.constant('worker-1'),
            template: fc.constant({
              metadata: { labels: { app: 'x' } },
              spec: { containers: [{ name: 'main', image: 'nginx' }] },
            }),
            containers: fc.constant([{ name: 'main', image: 'nginx' }]),
          },
          { requiredKeys: ['template', 'containers'] },
        )
        .map((spec) => ({ spec })),
    }),
  );

export const others = generated({
  apiVersion: 'example.test/v1',
  kind: 'Thing',
  namespaced: true,
  body: fc.record({ spec: fc.dictionary(word, fc.jsonValue({ maxDepth: 2 })) }),
});

export const anyObject = fc.oneof(volumes, claims, workloads, others);
