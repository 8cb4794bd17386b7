import type { ObjectKey } from '../kubernetes/object-key.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { AccessPathStatus } from './access-path-status.js';

/** The AccessPath objects of the cluster, of all namespaces. */
export interface AccessPathObjects {
  /** As last seen by a watch; before the first complete list `kubernetes-unsynced`. */
  list(): Result<readonly AccessPathObject[], Problem>;
  /** Read from the API server now; undefined when it is gone. */
  read(key: ObjectKey, signal: CancelSignal): Promise<Result<AccessPathObject | undefined, Problem>>;
  /** Replaces the status of the object as it was read; changed meanwhile: `kubernetes-conflict`. */
  writeStatus(
    object: AccessPathObject,
    status: AccessPathStatus,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>>;
  /** Puts our finalizer on the object or takes it off; others stay. As it is already: success without a call. */
  setFinalizer(
    object: AccessPathObject,
    wanted: 'present' | 'absent',
    signal: CancelSignal,
  ): Promise<Result<void, Problem>>;
  /** Calls back with the key of each object that appears, changes or goes; the value ends it. */
  onChange(listener: (key: ObjectKey) => void): () => void;
}

export interface AccessPathObject {
  readonly key: ObjectKey;
  readonly uid: string;
  readonly generation: number;
  /** When the API server made it (`metadata.creationTimestamp`). Unit: ms since the Unix epoch. */
  readonly createdAt: number;
  /** The API server's word for this very state (`metadata.resourceVersion`). */
  readonly version: string;
  /** Somebody has asked for its deletion. */
  readonly isDeleting: boolean;
  readonly hasFinalizer: boolean;
  /** The cluster id in the annotation `sds.xsky.com/take-over-from`. */
  readonly takeOverFrom: string | undefined;
  /** As stored. The schema has checked it, unless an older one did. */
  readonly spec: unknown;
  readonly status: AccessPathStatus | undefined;
}
