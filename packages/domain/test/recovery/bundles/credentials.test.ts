import { describe, expect, it } from 'vitest';
import { isCredential } from '../../../src/recovery/bundles/credentials.js';
import { joinCredentials, splitCredentials } from '../../../src/recovery/bundles/split-credentials.js';
import type { ClusterObject } from '../../../src/recovery/objects/cluster-object.js';

const SECRET = 'hunter2';
const of = (kind: string, more: object, apiVersion = 'v1'): ClusterObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'shop' },
  ...more,
});

describe('a credential', () => {
  it.each([
    'password',
    'PASSWD',
    'adminPassword',
    'apiToken',
    'encryptionKey',
    'key',
    'accessKeyId',
    'chapSecret',
  ])('is known by the name %s', (name) => {
    expect(isCredential(name)).toBe(true);
  });

  it.each([
    'csi.storage.k8s.io/provisioner-secret-name',
    'node-stage-secret-namespace',
    'secretRef',
    'user',
    'keys',
  ])('is not what is called %s', (name) => {
    expect(isCredential(name)).toBe(false);
  });

  it.each<[string, ClusterObject]>([
    ['data of a Secret', of('Secret', { data: { any: SECRET } })],
    [
      'annotations of a Secret',
      of('Secret', { metadata: { name: 'a', annotations: { 'openshift.io/token-secret.value': SECRET } } }),
    ],
    ['a URL with a password', of('ConfigMap', { data: { url: `postgres://web:${SECRET}@db/shop` } })],
    ['a private key', of('ConfigMap', { data: { pem: `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}` } })],
    ['binary data', of('ConfigMap', { binaryData: { 'tls.key': SECRET } })],
    ['parameters of a class', of('StorageClass', { parameters: { password: SECRET } }, 'storage.k8s.io/v1')],
    [
      'attributes of a volume',
      of('PersistentVolume', { spec: { csi: { volumeAttributes: { password: SECRET } } } }),
    ],
    [
      'attributes of a volume of a pod',
      of('Pod', { spec: { volumes: [{ csi: { volumeAttributes: { token: SECRET } } }] } }),
    ],
    [
      'an environment variable beside one that is none',
      of('Pod', { spec: { containers: [{ env: ['x', { name: 'DB_PASSWORD', value: SECRET }] }] } }),
    ],
  ])('never stands in clear as %s (D26)', (_title, object) => {
    const { open, sealed } = splitCredentials(object);
    expect(JSON.stringify(open)).not.toContain(SECRET);
    expect(joinCredentials(open, sealed)).toEqual(object);
  });
});
