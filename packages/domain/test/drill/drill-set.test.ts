import { describe, expect, it } from 'vitest';
import {
  bytes,
  drillSet,
  GIB,
  type BlockVolume,
  type ClusterObject,
  type RecoveryObject,
  type VolumeName,
} from '../../src/index.js';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): ClusterObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(CLUSTER_WIDE.has(kind) ? {} : { namespace: 'shop' }) },
  ...more,
});
const CLUSTER_WIDE = new Set(['Namespace', 'PersistentVolume', 'StorageClass', 'ClusterRoleBinding']);

const volume = (name: string, driver = 'iscsi.csi.xsky.com'): RecoveryObject => ({
  layer: 'volume',
  object: object('v1', 'PersistentVolume', name, {
    spec: { csi: { driver, volumeHandle: `csi-iscsi-vid-${name}` }, claimRef: { namespace: 'shop', name } },
  }),
});
const claim = (name: string): RecoveryObject => ({
  layer: 'claim',
  object: object('v1', 'PersistentVolumeClaim', name, { spec: { volumeName: name } }),
});
const mounting = (...claims: readonly string[]) => ({
  volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
});
const deployment = (name: string, pod: object): RecoveryObject => ({
  layer: 'workload',
  object: object('apps/v1', 'Deployment', name, { spec: { replicas: 1, template: { spec: pod } } }),
});

const clone = (persistentVolume: string, index: number) => ({
  persistentVolume,
  volume: { name: `drill-0badcafe-${index}` as VolumeName, size: bytes(GIB) } as BlockVolume,
});

function drilled(...objects: readonly RecoveryObject[]) {
  const namespace: RecoveryObject = { layer: 'namespace', object: object('v1', 'Namespace', 'shop') };
  const { set, left } = drillSet({
    id: '0badcafe',
    set: { group: 'shop', cluster: 'a', objects: [namespace, ...objects], edges: [], gaps: [] },
    namespaces: ['shop'],
    clones: [clone('data', 0)],
    until: '2027-01-01T00:00:00Z',
  });
  const named = (kind: string) => set.objects.map((one) => one.object).filter((one) => one.kind === kind);
  return { set, left, named };
}

describe('what a drill makes', () => {
  it('never names a volume of the group itself, and its claims name their clones', () => {
    const { set, named } = drilled(volume('data'), claim('data'));
    const text = JSON.stringify(set);
    expect(text).not.toContain('csi-iscsi-vid-data');
    expect(named('PersistentVolume')).toMatchObject([
      {
        metadata: { name: 'data-drill-0badcafe', labels: { 'dr.xsky.io/drill': '0badcafe' } },
        spec: { csi: { volumeHandle: 'csi-iscsi-vid-drill-0badcafe-0' } },
      },
    ]);
    expect(named('PersistentVolumeClaim')).toMatchObject([{ spec: { volumeName: 'data-drill-0badcafe' } }]);
  });

  it('never touches what belongs to the whole cluster', () => {
    const binding = object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'shop', {
      subjects: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'shop' }],
    });
    const storage = object('storage.k8s.io/v1', 'StorageClass', 'fast');
    const elsewhere = {
      ...object('v1', 'ConfigMap', 'csi-iscsi-vid-data'),
      metadata: { name: 'x', namespace: 'kube-system' },
    };
    const { set } = drilled(
      { layer: 'config', object: binding },
      { layer: 'class', object: storage },
      { layer: 'config', object: elsewhere },
    );
    expect(set.objects.map((one) => one.object.kind)).toEqual(['Namespace', 'NetworkPolicy']);
  });

  it('lets nobody in and nothing out: a policy for each namespace, Services inward, no Ingress', () => {
    const service = object('v1', 'Service', 'web', {
      spec: { type: 'LoadBalancer', externalIPs: ['192.0.2.1'], ports: [{ port: 80, nodePort: 30080 }] },
    });
    const ingress = object('networking.k8s.io/v1', 'Ingress', 'web');
    const { named, left } = drilled(
      { layer: 'network', object: service },
      { layer: 'network', object: ingress },
    );
    expect(named('Service')).toMatchObject([{ spec: { type: 'ClusterIP', ports: [{ port: 80 }] } }]);
    expect(JSON.stringify(named('Service'))).not.toMatch(/nodePort|externalIPs/);
    expect(named('NetworkPolicy')).toMatchObject([
      { metadata: { namespace: 'shop' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
    ]);
    expect(left).toMatchObject([{ object: expect.stringContaining('Ingress') as unknown }]);
  });

  it('leaves out, by name and with the reason, what it cannot isolate or has no copy for', () => {
    const cluster = object('postgresql.cnpg.io/v1', 'Cluster', 'db');
    const { named, left } = drilled(
      volume('data'),
      claim('data'),
      volume('files', 'com.nfs.csi.xsky'),
      claim('files'),
      deployment('good', mounting('data')),
      deployment('on-nfs', mounting('data', 'files')),
      deployment('on-node', { ...mounting('data'), hostNetwork: true }),
      { layer: 'workload', object: cluster },
    );
    expect(named('Deployment').map(({ metadata }) => metadata.name)).toEqual(['good']);
    expect(left.map(({ object: name, why }) => `${name}: ${why}`)).toEqual([
      'PersistentVolume files: it is no block volume of an array',
      'PersistentVolumeClaim shop/files: its volume is not drilled',
      'Deployment.apps shop/on-nfs: its claim files is not drilled',
      'Deployment.apps shop/on-node: its pods are in the network of their node, where no policy holds them',
      'Cluster.postgresql.cnpg.io shop/db: a custom resource: its operator would act on it',
    ]);
  });

  it('never runs a schedule once more', () => {
    const schedule = object('batch/v1', 'CronJob', 'invoices', { spec: { schedule: '* * * * *' } });
    const { named } = drilled({ layer: 'workload', object: schedule });
    expect(named('CronJob')).toMatchObject([{ spec: { suspend: true } }]);
  });
});
