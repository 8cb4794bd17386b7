/** Kinds of object whose changes settle some time after the reply. */
export type SettlingKind =
  | 'volume'
  | 'flatten'
  | 'snapshot'
  | 'group-snapshot'
  | 'access-path'
  | 'target'
  | 'mapping-group'
  | 'trash-resource'
  | 'quota-tree'
  | 'nfs-share';

export interface Settling {
  /** Least time between the reply and the settled state, ms. */
  readonly ms: number;
  /** Least number of reads that still show the unsettled state. */
  readonly polls: number;
  /** `error`: the change fails. `never`: it stays in progress. */
  readonly outcome: 'done' | 'error' | 'never';
}

/**
 * Facts of the API that are guesses, each with every behaviour the adapter must survive, and the timing.
 * Changed while running through `RunningSimulator.setSwitches` or POST /switches on the control port.
 */
export interface Switches {
  /** A second volume, access path or mapping group of the same name or pair, where the array refuses one. */
  readonly duplicateName: 400 | 409;
  /** A second access path of the same name. */
  readonly accessPathNames: 'unique' | 'repeatable';
  /** GET of an access path or mapping group that does not exist. */
  readonly missingGroup: 400 | 404;
  /** `unmapped-first`: the array removes the mappings by itself. */
  readonly deleteMapped: 'refused' | 'unmapped-first';
  /** A second snapshot of the same name, on the same volume or another. */
  readonly snapshotNames: 'unique' | 'repeatable';
  /** Deleting a volume that has snapshots. `cascades`: the snapshots go with it. */
  readonly deleteWithSnapshots: 'refused' | 'cascades';
  /** A size given with `block_snapshot_id`. `ignored`: the volume has the snapshot's. */
  readonly cloneSize: 'honoured' | 'ignored';
  /** What a flattened volume shows as its `snapshot`. */
  readonly flattenedParent: 'hidden' | 'shown';
  /** Whether a volume's row says how many client groups have it mapped. */
  readonly clientGroupNum: 'live' | 'absent';
  /** 200: operations that may answer either reply only when settled. */
  readonly accepted: 200 | 202;
  readonly paging: 'present' | 'absent';
  /** Rows per page without `limit`; 0 = everything. */
  readonly defaultPageSize: number;
  /** How long `q` does not find a fresh object, ms. */
  readonly searchLagMs: number;
  /** Where the portal address of a gateway can be read. */
  readonly gatewayAddress: 'host' | 'network-addresses' | 'target';
  /** The role word of a gateway's network address. */
  readonly gatewayAddressRole: string;
  /** `zero`: target.port says nothing about TCP. */
  readonly targetPort: 'tcp' | 'zero';
  /** The word of a VIP group that belongs to an access path. */
  readonly vipResourceType: 'AccessPath' | 'access_path';
  /** Whether a volume in the trash is listed when `recycled` is not asked for. */
  readonly listsRecycled: boolean;
  readonly trash: 'off' | 'keeps-name' | 'renames';
  /** `later`: the PATCH answers with the old size and an action_status. */
  readonly resize: 'at-once' | 'later';
  /** Whether use of a login token extends it. */
  readonly tokenSlides: boolean;
  /** Removing a mapping whose initiator is logged in, without `force`. */
  readonly removeInUse: 'accepted' | 'refused';
  /** What a manager answers whose site the monitors' majority has lost. */
  readonly minorityManager: 'fails' | 'serves';
  /** `absent`: an array of 6.x, which answers 404 to everything called `fs-*`. */
  readonly fileApi: 'present' | 'absent';
  /** Quota trees that together are larger than their folder. */
  readonly folderOvercommit: 'refused' | 'accepted';
  /** Deleting a quota tree that is shared. `unshared-first`: its shares go with it. */
  readonly deleteSharedTree: 'refused' | 'unshared-first';
  /** A second NFS client with the same address. */
  readonly clientAddresses: 'unique' | 'repeatable';
  /** A second NFS client group of the same name. */
  readonly fileGroupNames: 'unique' | 'repeatable';
  /** A second share of the same folder or quota tree, and a second ACL of the same group in a share. */
  readonly sameShare: 'refused' | 'accepted';
  /** Whether a changed ACL keeps its id. */
  readonly changedAclId: 'kept' | 'new';
  /** When ACLs show a change. `when-settled`: not before it holds on every gateway. */
  readonly aclRows: 'at-once' | 'when-settled';
  /** Whether ACLs and connections are listed for all shares together. */
  readonly listsOfShares: 'all' | 'one-share';
  /** The form of an error's body, which the API leaves open. */
  readonly errorBody: 'message' | 'error-code' | 'text' | 'empty';
  /** Replaces status words in replies, e.g. `{ "creating": "initializing" }`. */
  readonly statusWords: Readonly<Record<string, string>>;
  readonly settling: Readonly<Record<SettlingKind, Settling>>;
  readonly tokenLifetimeMs: number;
  readonly maxLoginAttempts: number;
  readonly freezeMs: number;
}

const soon: Settling = { ms: 20, polls: 0, outcome: 'done' };

export const defaultSwitches: Switches = {
  duplicateName: 400,
  accessPathNames: 'unique',
  missingGroup: 400,
  deleteMapped: 'refused',
  snapshotNames: 'unique',
  deleteWithSnapshots: 'refused',
  cloneSize: 'ignored',
  flattenedParent: 'hidden',
  clientGroupNum: 'live',
  accepted: 202,
  paging: 'present',
  defaultPageSize: 50,
  searchLagMs: 1000,
  gatewayAddress: 'host',
  gatewayAddressRole: 'gateway',
  targetPort: 'tcp',
  vipResourceType: 'AccessPath',
  listsRecycled: true,
  trash: 'keeps-name',
  resize: 'later',
  tokenSlides: false,
  removeInUse: 'accepted',
  minorityManager: 'fails',
  fileApi: 'present',
  folderOvercommit: 'accepted',
  deleteSharedTree: 'refused',
  clientAddresses: 'unique',
  fileGroupNames: 'unique',
  sameShare: 'refused',
  changedAclId: 'kept',
  aclRows: 'at-once',
  listsOfShares: 'all',
  errorBody: 'message',
  statusWords: {},
  settling: {
    volume: soon,
    flatten: soon,
    snapshot: soon,
    'group-snapshot': soon,
    'access-path': soon,
    target: soon,
    'mapping-group': soon,
    'trash-resource': soon,
    'quota-tree': soon,
    'nfs-share': soon,
  },
  tokenLifetimeMs: 3_600_000,
  maxLoginAttempts: 5,
  freezeMs: 600_000,
};
