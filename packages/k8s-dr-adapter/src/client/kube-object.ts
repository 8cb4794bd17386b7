import type { ObjectPlace } from './resource.js';

/** An object of the API server. Members beside `metadata` are read by those who know the kind. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: ObjectMeta;
  readonly [member: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  /** The API server's word for this very state; opaque. */
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined when it has no metadata with a name. */
export function toKubeObject(value: unknown): KubeObject | undefined {
  if (!isRecord(value) || !isRecord(value['metadata'])) return undefined;
  return typeof value['metadata']['name'] === 'string' ? (value as unknown as KubeObject) : undefined;
}

export const placeOf = ({ metadata: { name, namespace } }: KubeObject): ObjectPlace => ({ name, namespace });

/** `namespace/name`, or the name alone: unique within one resource. */
export const keyOf = ({ name, namespace }: ObjectPlace): string =>
  namespace === undefined ? name : `${namespace}/${name}`;
