import type { AccessQuestion } from '../ports/cluster-facts.port.js';

type Need = readonly [verb: string, group: string, resource: string];

/** On the source: read everything of the group, keep its volumes, stop it in good order. */
const SOURCE: readonly Need[] = [
  ['list', '', 'persistentvolumes'],
  ['patch', '', 'persistentvolumes'],
  ['list', 'storage.k8s.io', 'storageclasses'],
  ['list', 'storage.k8s.io', 'volumeattachments'],
  ['list', '', 'pods'],
  ['list', '', 'nodes'],
];
/** On both: who may make the group's pods there, tried with a pod that is not kept. */
const GATE: readonly Need[] = [
  ['create', '', 'namespaces'],
  ['patch', '', 'namespaces'],
  ...['validatingadmissionpolicies', 'validatingadmissionpolicybindings'].flatMap(
    (resource): readonly Need[] => [
      ['create', 'admissionregistration.k8s.io', resource],
      ['patch', 'admissionregistration.k8s.io', resource],
    ],
  ),
];
const SOURCE_IN_GROUP: readonly Need[] = [
  ['list', '', 'persistentvolumeclaims'],
  ['list', '', 'secrets'],
  ['list', '', 'configmaps'],
  ['list', 'apps', 'statefulsets'],
  ['patch', 'apps', 'statefulsets'],
  ['patch', 'apps', 'deployments'],
  ['create', '', 'pods'],
  ['patch', '', 'pods'],
  ['delete', '', 'pods'],
];
/** On the target: make it. Never delete a volume or a claim. */
const TARGET: readonly Need[] = [
  ['create', '', 'persistentvolumes'],
  ['patch', '', 'persistentvolumes'],
  ['list', '', 'persistentvolumes'],
  ['create', 'storage.k8s.io', 'storageclasses'],
  ['list', 'storage.k8s.io', 'csinodes'],
  ['list', '', 'nodes'],
  ['create', 'coordination.k8s.io', 'leases'],
];
const TARGET_IN_GROUP: readonly Need[] = ['persistentvolumeclaims', 'secrets', 'configmaps', 'pods']
  .flatMap((resource): readonly Need[] => [
    ['create', '', resource],
    ['patch', '', resource],
  ])
  .concat([
    ['create', 'apps', 'statefulsets'],
    ['patch', 'apps', 'statefulsets'],
    ['create', 'apps', 'deployments'],
    ['patch', 'apps', 'deployments'],
  ]);

/** What an account of drctl must be allowed; `namespaces` are those of the group there. */
export function rightsNeeded(
  role: 'source' | 'target',
  namespaces: readonly string[],
): readonly AccessQuestion[] {
  const [wide, narrow] = role === 'source' ? [SOURCE, SOURCE_IN_GROUP] : [TARGET, TARGET_IN_GROUP];
  return [
    ...[...GATE, ...wide].map(([verb, group, resource]) => ({ verb, group, resource })),
    ...namespaces.flatMap((namespace) =>
      narrow.map(([verb, group, resource]) => ({ verb, group, resource, namespace })),
    ),
  ];
}
