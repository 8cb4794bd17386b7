/** An NFS export of a folder, or of one quota tree in it, through a gateway group. */
export interface NfsShare {
  readonly id: string;
  /** The array's id of the folder. */
  readonly folder: string;
  /** The array's id of the quota tree; undefined when the whole folder is shared. */
  readonly tree: string | undefined;
  /** The array's id of the gateway group. */
  readonly gatewayGroup: string;
  readonly acls: readonly ShareAcl[];
}

export interface ShareAcl {
  readonly id: string;
  readonly who: AclSubject;
  readonly permission: SharePermission;
  /** When the array last changed it, in the array's own words; compared, never computed with. */
  readonly changed: string;
}

export type SharePermission = 'read-only' | 'read-write';

export type AclSubject =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'group'; readonly id: string; readonly name: string }
  | { readonly kind: 'client'; readonly id: string; readonly name: string };
