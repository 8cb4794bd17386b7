import type { FileArray } from '../../../file/file-array.js';
import type { FileNode } from '../../../file/file-node-id.js';
import type { FileFolder } from '../../../file/file-folder.js';
import type { GatewayGroup } from '../../../file/gateway-group.js';
import type { NfsShare } from '../../../file/nfs-share.js';
import type { QuotaTree } from '../../../file/quota-tree.js';
import { bytes, MIB } from '../../../shared/bytes.js';
import { never } from '../../../shared/cancel-signal.js';
import type { VolumeName } from '../../../volume/volume-name.js';
import { expectOk } from '../../check.js';

/** An array with a file gateway group over two sites and two folders with room, and sources of what nobody has used on it. */
export interface FileSubject {
  readonly array: FileArray;
  /** Names of its folders; the first has a share of its own. */
  readonly folders: readonly [string, string];
  readonly vip: string;
  freshName(): VolumeName;
  freshNode(): FileNode;
}

export const TREE_SIZE = bytes(64n * MIB);

export async function theFolder({ array, folders }: FileSubject, index: 0 | 1 = 0): Promise<FileFolder> {
  const found = expectOk(await array.files.folders.find(folders[index], never), 'find folder');
  if (found === undefined) throw new Error(`folder ${folders[index]} is not found`);
  return found;
}

export async function theGateways({ array, vip }: FileSubject): Promise<GatewayGroup> {
  const groups = expectOk(await array.files.folders.gatewayGroups(never), 'gateway groups');
  const found = groups.find((group) => group.vip === vip);
  if (found === undefined) throw new Error(`no gateway group has the VIP ${vip}`);
  return found;
}

/** A new quota tree under a name nobody has used. */
export async function aTree(subject: FileSubject): Promise<QuotaTree> {
  const spec = { name: subject.freshName(), folder: await theFolder(subject), size: TREE_SIZE };
  return expectOk(await subject.array.files.trees.create(spec, never), 'create quota tree');
}

/** A new quota tree with a share of its own that lets nobody in. */
export async function aShare(subject: FileSubject): Promise<NfsShare> {
  const request = { tree: await aTree(subject), gatewayGroup: await theGateways(subject), acls: [] };
  return expectOk(await subject.array.files.shares.share(request, never), 'share');
}

/** The share as the array shows it now; undefined when it is gone. */
export async function shareNow(
  { array }: FileSubject,
  { id, folder }: NfsShare,
): Promise<NfsShare | undefined> {
  const shares = expectOk(await array.files.shares.ofFolder(folder, never), 'shares');
  return shares.find((share) => share.id === id);
}
