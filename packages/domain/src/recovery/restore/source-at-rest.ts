import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { phaseOf } from './judge-claim.js';

type Reads = Pick<ClusterObjects, 'kinds' | 'list'>;

/**
 * No pod of the source can write the group's data any more, none of its volumes is attached to a node, and no kubelet still has one
 * in use: a node that was force-detached has no attachment any more, and may hold writes all the same. A node that was started
 * anew, or is no longer of the cluster, has none in use.
 */
export async function sourceAtRest(
  source: Reads,
  set: RecoverySet,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const claims = namesOf(set, 'PersistentVolumeClaim', ({ metadata }) =>
    claimKey(metadata.namespace, metadata.name),
  );
  const volumes = namesOf(set, 'PersistentVolume', ({ metadata }) => metadata.name);
  const pods = await read(source, { group: '', kind: 'Pod' }, signal);
  if (!pods.ok) return pods;
  const attachments = await read(source, { group: 'storage.k8s.io', kind: 'VolumeAttachment' }, signal);
  if (!attachments.ok) return attachments;
  const nodes = await read(source, { group: '', kind: 'Node' }, signal);
  if (!nodes.ok) return nodes;
  const inUse = new Set(groupVolumeNames(set));
  const users = [
    ...pods.value
      .filter((pod) => canWrite(pod, claims))
      .map((pod) => `${formatRef(refOf(pod))} is ${whereIs(pod)}`),
    ...attachments.value.filter((one) => volumes.has(attachedVolume(one))).map(describeAttachment),
    ...nodes.value.flatMap((node) => describeUse(node, inUse)),
  ];
  return users.length === 0 ? ok(undefined) : failed({ kind: 'source-in-use', group: set.group, users });
}

/** As kubelets list them in `status.volumesInUse`. */
const groupVolumeNames = ({ objects }: RecoverySet): readonly string[] =>
  objects.flatMap(({ object }) => {
    const csi = membersOf(membersOf(object, 'spec'), 'csi');
    const [driver, handle] = [textOf(csi, 'driver'), textOf(csi, 'volumeHandle')];
    if (object.kind !== 'PersistentVolume' || driver === undefined || handle === undefined) return [];
    return [`kubernetes.io/csi/${driver}^${handle}`];
  });

function describeUse(node: ClusterObject, volumes: ReadonlySet<string>): readonly string[] {
  const listed = membersOf(node, 'status')['volumesInUse'];
  const names = Array.isArray(listed) ? listed.filter((one: unknown) => volumes.has(String(one))) : [];
  return names.map((name) => `node ${node.metadata.name} has ${String(name).split('^')[1] ?? ''} in use`);
}

const namesOf = (
  { objects }: RecoverySet,
  kind: string,
  name: (object: ClusterObject) => string,
): ReadonlySet<string> =>
  new Set(
    objects
      .map(({ object }) => object)
      .filter((one) => one.kind === kind)
      .map(name),
  );

const claimKey = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

async function read(
  source: Reads,
  wanted: { readonly group: string; readonly kind: string },
  signal: CancelSignal,
): Promise<Result<readonly ClusterObject[], Problem>> {
  const kinds = await source.kinds(signal);
  if (!kinds.ok) return kinds;
  const kind = kinds.value.find((one) => one.group === wanted.group && one.kind === wanted.kind);
  if (kind === undefined) return ok([]);
  const list = await source.list(kind, {}, signal);
  return list.ok ? ok(list.value.items) : list;
}

/** A pod that waits for a node or that is being deleted may still write. */
function canWrite(pod: ClusterObject, claims: ReadonlySet<string>): boolean {
  const spec = membersOf(pod, 'spec');
  const gated = listOf(spec, 'schedulingGates').length > 0;
  const finished = ['Succeeded', 'Failed'].includes(phaseOf(pod));
  const mounts = listOf(spec, 'volumes').some((volume) => {
    const claim = textOf(membersOf(volume, 'persistentVolumeClaim'), 'claimName');
    return claim !== undefined && claims.has(claimKey(pod.metadata.namespace, claim));
  });
  return mounts && !gated && !finished;
}

const whereIs = (pod: ClusterObject): string =>
  `${phaseOf(pod) || 'not started'} on node ${textOf(membersOf(pod, 'spec'), 'nodeName') ?? '(none yet)'}`;

const attachedVolume = (attachment: ClusterObject): string =>
  textOf(membersOf(membersOf(attachment, 'spec'), 'source'), 'persistentVolumeName') ?? '';

const describeAttachment = (attachment: ClusterObject): string =>
  `PersistentVolume ${attachedVolume(attachment)} is attached to node ${textOf(membersOf(attachment, 'spec'), 'nodeName') ?? '?'}`;
