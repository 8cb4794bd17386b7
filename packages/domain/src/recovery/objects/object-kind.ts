/** A kind of object that an API server serves, as its discovery names it (`GET /apis`, APIResourceList). */
export interface ObjectKind {
  /** Empty for the core group. */
  readonly group: string;
  /** The version that the server prefers among those that have the kind. */
  readonly version: string;
  readonly kind: string;
  /** As in paths: `persistentvolumeclaims`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** `get`, `list`, `watch`, `create`, `patch`, `delete` ... */
  readonly verbs: readonly string[];
}

/** `apps/v1`; the version alone for the core group. */
export const apiVersionOfKind = ({ group, version }: Pick<ObjectKind, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`;

/** Empty for the core group. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
