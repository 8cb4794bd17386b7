import type { ClusterObject, ObjectKind } from '@twinsite/domain';
import type { KubeObject } from '../client/kube-object.js';
import { apiVersionOf } from '../client/resource.js';

/** Items of a list leave out what the list says. */
export const wholeObject = (kind: ObjectKind, object: KubeObject): ClusterObject => ({
  ...object,
  apiVersion: apiVersionOf(kind),
  kind: kind.kind,
  metadata: { ...object.metadata },
});
