import { listOf, membersOf, textOf, type Members } from '../objects/members.js';
import { mention, type Place } from './mention.js';
import { reference, type Reference } from './reference.js';

/** Makes the place of a kind of object, at a path below the pod's spec. */
type At = (kind: Place['kind'], path: string) => Place;

/** Everything that a pod, or the template of one, cannot start without; `where`: the path of its spec. */
export function podReferences(
  spec: Members,
  namespace: string | undefined,
  where: string,
): readonly Reference[] {
  const at: At = (kind, path) => ({ kind, namespace, reason: `${where}.${path}` });
  return [
    ...listOf(spec, 'volumes').flatMap((volume) => volumeReferences(volume, at)),
    ...['initContainers', 'containers'].flatMap((list) =>
      listOf(spec, list).flatMap((container) => containerReferences(container, list, at)),
    ),
    ...listOf(spec, 'imagePullSecrets').flatMap((secret) =>
      mention(secret, 'name', at('Secret', 'imagePullSecrets[]')),
    ),
    ...mention(spec, 'serviceAccountName', at('ServiceAccount', 'serviceAccountName')),
    ...priorityClass(textOf(spec, 'priorityClassName'), `${where}.priorityClassName`),
  ];
}

/** Every cluster has these of its own. */
const OF_KUBERNETES = /^system-(node|cluster)-critical$/;

function priorityClass(name: string | undefined, reason: string): readonly Reference[] {
  if (name === undefined || OF_KUBERNETES.test(name)) return [];
  return [reference({ group: 'scheduling.k8s.io', kind: 'PriorityClass', name }, reason)];
}

function volumeReferences(volume: Members, at: At): readonly Reference[] {
  const of = (name: string): Members => membersOf(volume, name);
  return [
    ...mention(
      of('persistentVolumeClaim'),
      'claimName',
      at('PersistentVolumeClaim', 'volumes[].persistentVolumeClaim'),
    ),
    ...mention(of('configMap'), 'name', at('ConfigMap', 'volumes[].configMap')),
    ...mention(of('secret'), 'secretName', at('Secret', 'volumes[].secret')),
    ...mention(
      membersOf(of('csi'), 'nodePublishSecretRef'),
      'name',
      at('Secret', 'volumes[].csi.nodePublishSecretRef'),
    ),
    ...listOf(of('projected'), 'sources').flatMap((source) => [
      ...mention(
        membersOf(source, 'configMap'),
        'name',
        at('ConfigMap', 'volumes[].projected.sources[].configMap'),
      ),
      ...mention(membersOf(source, 'secret'), 'name', at('Secret', 'volumes[].projected.sources[].secret')),
    ]),
  ];
}

function containerReferences(container: Members, list: string, at: At): readonly Reference[] {
  const variables = listOf(container, 'env').flatMap((variable) => {
    const from = membersOf(variable, 'valueFrom');
    return [
      ...mention(membersOf(from, 'configMapKeyRef'), 'name', at('ConfigMap', `${list}[].env[].valueFrom`)),
      ...mention(membersOf(from, 'secretKeyRef'), 'name', at('Secret', `${list}[].env[].valueFrom`)),
    ];
  });
  const whole = listOf(container, 'envFrom').flatMap((from) => [
    ...mention(membersOf(from, 'configMapRef'), 'name', at('ConfigMap', `${list}[].envFrom[]`)),
    ...mention(membersOf(from, 'secretRef'), 'name', at('Secret', `${list}[].envFrom[]`)),
  ]);
  return [...variables, ...whole];
}
