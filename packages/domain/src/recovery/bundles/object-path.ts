import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { LAYERS, type Layer } from '../set/layer.js';

const ROOT = 'objects';
/** Stands for a namespace where there is none; no namespace can be called so. */
const CLUSTER = '_cluster';

/** `objects/claim/core_v1_PersistentVolumeClaim/shop/data.json`. */
export function objectPath(layer: Layer, { apiVersion, kind, metadata }: ClusterObject): string {
  const group = groupOf(apiVersion);
  const version = group === '' ? apiVersion : apiVersion.slice(group.length + 1);
  const type = `${group === '' ? 'core' : group}_${version}_${kind}`;
  const words = [layer, type, metadata.namespace ?? CLUSTER, metadata.name];
  return `${[ROOT, ...words.map(safeWord)].join('/')}.json`;
}

/** Names of RBAC objects may have any character that a path may have. */
const safeWord = (word: string): string =>
  encodeURIComponent(word.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll('*', '%2A');

export const isObjectPath = (path: string): boolean => path.startsWith(`${ROOT}/`);

export const layerOfPath = (path: string): Layer | undefined =>
  LAYERS.find((layer) => path.startsWith(`${ROOT}/${layer}/`));
