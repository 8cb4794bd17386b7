import type { Bytes } from '../shared/bytes.js';

export type FileProblem =
  /** The array has no file API of 4.x and 5.x; `version` is what it calls itself. */
  | {
      readonly kind: 'file-api-missing';
      readonly array: string;
      readonly version: string;
      readonly operation: string;
    }
  | { readonly kind: 'folder-missing'; readonly folder: string; readonly known: readonly string[] }
  | {
      readonly kind: 'folder-full';
      readonly folder: string;
      readonly requested: Bytes;
      readonly left: Bytes;
    }
  /** No gateway group of the array has this VIP. */
  | { readonly kind: 'vip-missing'; readonly vip: string; readonly known: readonly string[] }
  | { readonly kind: 'client-group-missing'; readonly group: string; readonly array: string }
  | { readonly kind: 'client-group-differs'; readonly group: string; readonly difference: string }
  /** The folder itself is shared with everyone: taking access to one tree away would be no fence. */
  | { readonly kind: 'folder-public'; readonly folder: string; readonly access: string }
  /** No share lets anybody into the folder through this VIP, and the volume has none of its own. */
  | { readonly kind: 'folder-unshared'; readonly folder: string; readonly vip: string }
  /** Another ACL than the node's own lets it in: taking its own away would be no fence. */
  | {
      readonly kind: 'admitted-otherwise';
      readonly volume: string;
      readonly node: string;
      readonly through: string;
    }
  /** The ACL of the client group does not let it write: it was fenced, or never let in. */
  | {
      readonly kind: 'group-shut-out';
      readonly volume: string;
      readonly group: string;
      readonly has: string;
    }
  /** Unmounted lazily, and the kernel still knows it: old writes may still be sent. */
  | {
      readonly kind: 'mount-lingers';
      readonly volume: string;
      readonly source: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'server-silent';
      readonly source: string;
      readonly operation: string;
      readonly afterMs: number;
    }
  /** The server, or this host's NFS client, answered that it will not be mounted. */
  | {
      readonly kind: 'mount-refused';
      readonly source: string;
      readonly refusal: MountRefusal;
      /** Words of the tool. */
      readonly detail: string;
    };

export type MountRefusal =
  | 'access-denied'
  | 'no-such-export'
  | 'version-unsupported'
  | 'no-lock-service'
  | 'not-serving'
  | 'bad-option';
