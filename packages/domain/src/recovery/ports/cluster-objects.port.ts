import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectKind } from '../objects/object-kind.js';

/**
 * Objects of every kind on one API server, as raw JSON. Problems of every call: `kubernetes-unreachable`,
 * `kubernetes-denied`, `kubernetes-conflict`, `kubernetes-refused`, and the end of the caller's patience. Calls have a
 * deadline of their own; 429 and 5xx of reads and applies are tried again within it.
 */
export interface ClusterObjects {
  /** What the server serves, subresources left out; groups whose own server is down are a problem that names them. */
  kinds(signal: CancelSignal): Promise<Result<readonly ObjectKind[], Problem>>;
  /** All of them, at one version, read page by page. */
  list(kind: ObjectKind, within: ObjectSelection, signal: CancelSignal): Promise<Result<ObjectList, Problem>>;
  /** Undefined when there is no such object. */
  get(
    kind: ObjectKind,
    place: ObjectPlace,
    signal: CancelSignal,
  ): Promise<Result<ClusterObject | undefined, Problem>>;
  /**
   * Server-side apply: makes the object or changes the fields that it names; the answer is what the server made of it.
   * Fields of another manager that would change: `kubernetes-conflict`, unless forced. The same again writes nothing.
   */
  apply(
    kind: ObjectKind,
    object: ClusterObject,
    how: ApplyOptions,
    signal: CancelSignal,
  ): Promise<Result<ClusterObject, Problem>>;
  /**
   * JSON merge patch (RFC 7396). With `metadata.resourceVersion` only that very state: otherwise `kubernetes-conflict`; with
   * `metadata.uid` only that very object: otherwise `kubernetes-refused`.
   */
  patch(
    kind: ObjectKind,
    place: ObjectPlace,
    change: Readonly<Record<string, unknown>>,
    signal: CancelSignal,
  ): Promise<Result<ClusterObject, Problem>>;
  /** Only the object with this uid: otherwise `kubernetes-conflict`. Success when it is gone already. */
  remove(
    kind: ObjectKind,
    place: ObjectPlace & { readonly uid: string },
    signal: CancelSignal,
  ): Promise<Result<void, Problem>>;
}

export interface ObjectPlace {
  /** Undefined for kinds that belong to no namespace. */
  readonly namespace?: string | undefined;
  readonly name: string;
}

export interface ObjectSelection {
  /** Undefined: of all namespaces. */
  readonly namespace?: string | undefined;
  /** As of `kubectl --selector`. */
  readonly labelSelector?: string | undefined;
}

export interface ObjectList {
  readonly items: readonly ClusterObject[];
  /** Where a watch goes on from; opaque. */
  readonly version: string;
}

export interface ApplyOptions {
  /** Field manager: `drctl`. */
  readonly manager: string;
  /** Takes fields from other managers. */
  readonly force: boolean;
  /** The server checks and answers what would be, and keeps nothing. */
  readonly dryRun: boolean;
}
