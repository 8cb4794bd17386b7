/**
 * An object of a Kubernetes API as it came, whole: members that nobody here knows are carried along.
 * Members beside `metadata` are read by those who know the kind.
 */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ClusterObjectMeta;
  readonly [member: string]: unknown;
}

export interface ClusterObjectMeta {
  readonly name: string;
  /** Left out: the object belongs to no namespace. */
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly [member: string]: unknown;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly [member: string]: unknown;
}
