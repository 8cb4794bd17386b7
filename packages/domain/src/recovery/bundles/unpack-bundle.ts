import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { isMembers, membersOf, textOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import { LAYERS } from '../set/layer.js';
import type { Edge, Gap, RecoveryObject, RecoverySet } from '../set/recovery-set.js';
import { GRAPH, type BundleFiles } from './bundle-files.js';
import { broken } from './check-bundle.js';
import type { BundleManifest } from './manifest.js';
import { isObjectPath, layerOfPath, objectPath } from './object-path.js';
import type { SecretPart } from './pack-bundle.js';
import { isSealedAt, joinCredentials } from './split-credentials.js';

/** The set that was packed. `secret` is the plaintext of the seal; the files have been checked. */
export function unpackSet(
  files: BundleFiles,
  { cluster, group }: Pick<BundleManifest, 'cluster' | 'group'>,
  secret: string | undefined,
): Result<RecoverySet, Problem> {
  const values = secretValues(secret);
  const objects: RecoveryObject[] = [];
  for (const [path, text] of files) {
    if (!isObjectPath(path)) continue;
    const object = objectAt(path, text, values);
    if (!object.ok) return object;
    objects.push(object.value);
  }
  const graph = parsed(files.get(GRAPH) ?? '');
  if (!isMembers(graph) || !Array.isArray(graph['edges']) || !Array.isArray(graph['gaps']))
    return failed(broken(GRAPH, 'is no graph'));
  return ok({
    group,
    cluster,
    objects: sorted(objects),
    edges: graph['edges'] as readonly Edge[],
    gaps: graph['gaps'] as readonly Gap[],
  });
}

function objectAt(path: string, text: string, values: SecretPart['values']): Result<RecoveryObject, Problem> {
  const layer = layerOfPath(path);
  const open = parsed(text);
  if (layer === undefined || !isClusterObject(open)) return failed(broken(path, 'is no object of a layer'));
  if (objectPath(layer, open) !== path) return failed(broken(path, 'is another object than its path says'));
  const object = joinCredentials(open, values[path] ?? []);
  if (isSealedAt(object)) return failed(broken(path, 'lacks what was sealed of it'));
  return ok({ layer, object });
}

const secretValues = (secret: string | undefined): SecretPart['values'] => {
  const part = parsed(secret ?? '{}');
  return isMembers(part) ? (membersOf(part, 'values') as SecretPart['values']) : {};
};

const isClusterObject = (value: unknown): value is ClusterObject =>
  isMembers(value) &&
  textOf(value, 'apiVersion') !== undefined &&
  textOf(value, 'kind') !== undefined &&
  textOf(membersOf(value, 'metadata'), 'name') !== undefined;

/** As sets are: by layer, then by reference. */
const sorted = (objects: readonly RecoveryObject[]): readonly RecoveryObject[] => {
  const key = ({ object }: RecoveryObject): string => formatRef(refOf(object));
  return [...objects].sort(
    (a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || (key(a) < key(b) ? -1 : 1),
  );
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
