import type { AccessPathObject } from '@twinsite/domain';
import type { KubeObject } from '../client/kube-object.js';
import { readAccessPathStatus } from './access-path-status.js';
import { recordIn } from './fields.js';

/** While it is on, the API server keeps a deleted AccessPath until the driver has cleared up. */
export const ACCESS_PATH_FINALIZER = 'sds.xsky.com/twinsite';
const TAKE_OVER_FROM = 'sds.xsky.com/take-over-from';

export function readAccessPathObject(object: KubeObject): AccessPathObject {
  const { metadata } = object;
  const status = recordIn(object, 'status');
  return {
    key: { namespace: metadata.namespace ?? '', name: metadata.name },
    uid: metadata.uid ?? '',
    generation: metadata.generation ?? 0,
    createdAt: Date.parse(metadata.creationTimestamp ?? ''),
    version: metadata.resourceVersion ?? '',
    isDeleting: metadata.deletionTimestamp !== undefined,
    hasFinalizer: (metadata.finalizers ?? []).includes(ACCESS_PATH_FINALIZER),
    takeOverFrom: metadata.annotations?.[TAKE_OVER_FROM],
    spec: object['spec'],
    status: status === undefined ? undefined : readAccessPathStatus(status),
  };
}
