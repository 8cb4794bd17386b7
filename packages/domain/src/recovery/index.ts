export { canonicalJson } from './objects/canonical-json.js';
export type { ClusterObject, ClusterObjectMeta, OwnerReference } from './objects/cluster-object.js';
export { apiVersionOfKind, groupOf, type ObjectKind } from './objects/object-kind.js';
export { formatRef, refOf, type ObjectRef } from './objects/object-ref.js';
export type { AboutCluster, AccessAnswer, AccessQuestion, ClusterFacts } from './ports/cluster-facts.port.js';
export type {
  ApplyOptions,
  ClusterObjects,
  ObjectList,
  ObjectPlace,
  ObjectSelection,
} from './ports/cluster-objects.port.js';
export type { ClusterWatch, ClusterChange } from './ports/cluster-watch.port.js';
export type { ProtectedGroup } from './set/group.js';
export { LAYERS, type Layer } from './set/layer.js';
export type { Edge, Gap, RecoveryObject, RecoverySet } from './set/recovery-set.js';
