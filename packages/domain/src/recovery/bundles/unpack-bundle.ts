import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { isMembers, membersOf, textOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import { LAYERS } from '../set/layer.js';
import type { RecoveryObject, RecoverySet } from '../set/recovery-set.js';
import { broken } from './broken.js';
import { GRAPH, type BundleFiles } from './bundle-files.js';
import type { BundleManifest } from './manifest.js';
import { isObjectPath, layerOfPath, objectPath } from './object-path.js';
import { parseJson } from './parse-json.js';
import { readGraph } from './read-graph.js';
import { readSecretPart } from './secret-part.js';
import { joinCredentials, lacksSealed, type SealedValue } from './split-credentials.js';

/** The set that was packed. `secret` is the plaintext of the seal; the files have been checked. */
export function unpackSet(
  files: BundleFiles,
  { cluster, group }: Pick<BundleManifest, 'cluster' | 'group'>,
  secret: string | undefined,
): Result<RecoverySet, Problem> {
  const values = readSecretPart(secret, files);
  if (!values.ok) return values;
  const objects: RecoveryObject[] = [];
  for (const [path, text] of files) {
    if (!isObjectPath(path)) continue;
    const object = objectAt(path, text, values.value.get(path) ?? []);
    if (!object.ok) return object;
    objects.push(object.value);
  }
  const graph = readGraph(files.get(GRAPH) ?? '', { cluster, group });
  return graph.ok ? ok({ group, cluster, objects: sorted(objects), ...graph.value }) : graph;
}

function objectAt(
  path: string,
  text: string,
  sealed: readonly SealedValue[],
): Result<RecoveryObject, Problem> {
  const layer = layerOfPath(path);
  const open = parseJson(text);
  if (layer === undefined || !isClusterObject(open)) return failed(broken(path, 'is no object of a layer'));
  if (objectPath(layer, open) !== path) return failed(broken(path, 'is another object than its path says'));
  if (lacksSealed(open, sealed)) return failed(broken(path, 'lacks what was sealed of it'));
  return ok({ layer, object: joinCredentials(open, sealed) });
}

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
