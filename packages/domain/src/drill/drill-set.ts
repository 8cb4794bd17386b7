import { objectReferences } from '../recovery/closure/object-references.js';
import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { changing, membersOf, textOf, without, type Members } from '../recovery/objects/members.js';
import { groupOf } from '../recovery/objects/object-kind.js';
import { formatRef, refOf } from '../recovery/objects/object-ref.js';
import type { Layer } from '../recovery/set/layer.js';
import type { RecoveryObject, RecoverySet } from '../recovery/set/recovery-set.js';
import { annotated } from '../recovery/transplant/clean-metadata.js';
import { isWorkload, standStill } from '../recovery/transplant/stand-still.js';
import { formatBlockHandle } from '../volume/volume-handle.js';
import type { DrillClone } from './clone-volumes.js';
import { DRILL_LABEL, DRILL_UNTIL, drillGroup, DRILLED_GROUP_LABEL } from './drill-names.js';
import { inwardService, isolation } from './isolation.js';

export interface DrillOrder {
  readonly id: string;
  readonly set: RecoverySet;
  /** Of the group, as the set has them. */
  readonly namespaces: readonly string[];
  readonly clones: readonly DrillClone[];
  /** ISO 8601, UTC. */
  readonly until: string;
}

export interface DrillSet {
  readonly set: RecoverySet;
  /** What is not drilled, and why. */
  readonly left: readonly { readonly object: string; readonly why: string }[];
}

/**
 * The group as it is drilled: its own namespaces alone, on volumes of its own, seen by nobody. Names are still those of the group;
 * whoever makes it there maps the namespaces.
 */
export function drillSet(order: DrillOrder): DrillSet {
  const scene = sceneOf(order);
  const left: { object: string; why: string }[] = [];
  const objects = order.set.objects.flatMap((one): readonly RecoveryObject[] => {
    if (!isOfDrill(one, order)) return [];
    const why = leftOut(one, scene);
    if (why !== undefined) left.push({ object: formatRef(refOf(one.object)), why });
    return why === undefined ? [{ layer: one.layer, object: drilled(one.object, scene) }] : [];
  });
  const policies = order.namespaces.map((namespace) => ({
    layer: 'network' as const,
    object: isolation(namespace, order.id),
  }));
  const { cluster } = order.set;
  return {
    set: { group: drillGroup(order.id), cluster, objects: [...objects, ...policies], edges: [], gaps: [] },
    left,
  };
}

interface Scene {
  readonly order: DrillOrder;
  /** New names and handles of PersistentVolumes, by their old names. */
  readonly volumes: ReadonlyMap<string, { readonly name: string; readonly handle: string }>;
  /** Claims that have one: `namespace/name`. */
  readonly claims: ReadonlySet<string>;
}

function sceneOf(order: DrillOrder): Scene {
  const volumes = new Map(
    order.clones.map(({ persistentVolume, volume }) => [
      persistentVolume,
      { name: `${persistentVolume}-${drillGroup(order.id)}`, handle: formatBlockHandle(volume.name) },
    ]),
  );
  const claims = order.set.objects
    .map(({ object }) => object)
    .filter((one) => one.kind === 'PersistentVolumeClaim' && volumes.has(volumeOf(one)))
    .map(placeOf);
  return { order, volumes, claims: new Set(claims) };
}

const placeOf = ({ metadata: { namespace = '', name } }: ClusterObject): string => `${namespace}/${name}`;
const volumeOf = (claim: ClusterObject): string => textOf(membersOf(claim, 'spec'), 'volumeName') ?? '';

const INSIDE: ReadonlySet<Layer> = new Set(['config', 'claim', 'network', 'workload']);

/** Definitions, classes and cluster-wide rights are there for the group itself, and a drill touches none of them. */
function isOfDrill({ layer, object }: RecoveryObject, { namespaces }: DrillOrder): boolean {
  if (object.kind === 'Namespace') return namespaces.includes(object.metadata.name);
  if (object.kind === 'PersistentVolume') return true;
  return INSIDE.has(layer) && namespaces.includes(object.metadata.namespace ?? '');
}

const OUTWARD = new Set(['Ingress.networking.k8s.io', 'NetworkPolicy.networking.k8s.io']);

/** Why an object has no part in the drill; undefined: it has. */
function leftOut({ layer, object }: RecoveryObject, scene: Scene): string | undefined {
  const group = groupOf(object.apiVersion);
  const kind = group === '' ? object.kind : `${object.kind}.${group}`;
  if (object.kind === 'PersistentVolume')
    return scene.volumes.has(object.metadata.name) ? undefined : 'it is no block volume of an array';
  if (object.kind === 'PersistentVolumeClaim')
    return scene.claims.has(placeOf(object)) ? undefined : 'its volume is not drilled';
  if (OUTWARD.has(kind) || group.endsWith('gateway.networking.k8s.io'))
    return 'a drill has network rules of its own';
  if (group === 'snapshot.storage.k8s.io') return 'it stands for data of the group itself';
  if (layer !== 'workload') return undefined;
  if (!isWorkload(object)) return 'a custom resource: its operator would act on it';
  return workloadLeftOut(object, scene);
}

function workloadLeftOut(object: ClusterObject, { claims }: Scene): string | undefined {
  if (JSON.stringify(object).includes('"hostNetwork":true'))
    return 'its pods are in the network of their node, where no policy holds them';
  const missing = objectReferences(object, { driverNamespaces: [] }).find(
    ({ to }) => to.kind === 'PersistentVolumeClaim' && !claims.has(`${to.namespace ?? ''}/${to.name}`),
  );
  return missing && `its claim ${missing.to.name} is not drilled`;
}

/** Schedules stay silent: what they start would do the group's work once more. */
function drilled(object: ClusterObject, scene: Scene): ClusterObject {
  const { order, volumes } = scene;
  switch (object.kind) {
    case 'Namespace':
      return marked(annotated(object, { [DRILL_UNTIL]: order.until }), {
        [DRILL_LABEL]: order.id,
        [DRILLED_GROUP_LABEL]: order.set.group,
      });
    case 'PersistentVolume':
      return clonedVolume(object, scene);
    case 'PersistentVolumeClaim':
      return {
        ...object,
        spec: { ...membersOf(object, 'spec'), volumeName: volumes.get(volumeOf(object))?.name },
      };
    case 'Service':
      return inwardService(object);
    case 'CronJob':
      return standStill(object);
    default:
      return object;
  }
}

function clonedVolume(object: ClusterObject, { order, volumes }: Scene): ClusterObject {
  const { name, handle } = volumes.get(object.metadata.name) ?? { name: '', handle: '' };
  const spec: Members = changing(membersOf(object, 'spec'), 'csi', (csi) => ({
    ...csi,
    volumeHandle: handle,
  }));
  const metadata = { ...without(object.metadata, ['annotations']), name };
  return marked({ ...object, metadata, spec }, { [DRILL_LABEL]: order.id });
}

function marked(object: ClusterObject, labels: Readonly<Record<string, string>>): ClusterObject {
  const all = { ...object.metadata.labels, ...labels };
  return { ...object, metadata: { ...object.metadata, labels: all } };
}
