import { bytes, MIB, never, parseVolumeName } from '@twinsite/domain';
import type { FileArray, FileNode, GatewayGroup, NfsShare, QuotaTree } from '@twinsite/domain';
import type { MemoryFilePlane } from '../../../src/simulator/index.js';
import { expectOk } from '../../transport/an-array.js';
import type { OnSimulator } from '../on-simulator.js';

export const VIP = '10.7.9.9';
export const SIZE = bytes(MIB);

export const fileNode = (name: string, last = 1): FileNode => ({ name, addresses: [`10.20.0.${last}`] });

export const treeName = (name: string) => expectOk(parseVolumeName(name, 'name'));

export async function theFolder({ files }: FileArray, name = 'k8s-nfs') {
  const folder = expectOk(await files.folders.find(name, never));
  if (folder === undefined) throw new Error(`no folder ${name}`);
  return folder;
}

export async function theGateways({ files }: FileArray): Promise<GatewayGroup> {
  const [group] = expectOk(await files.folders.gatewayGroups(never));
  if (group === undefined) throw new Error('no gateway group');
  return group;
}

export async function aTree(array: FileArray, name = 'pvc-1'): Promise<QuotaTree> {
  const spec = { name: treeName(name), folder: await theFolder(array), size: SIZE };
  return expectOk(await array.files.trees.create(spec, never));
}

/** A tree with a share of its own that lets this node in, and its ACL. */
export async function sharedWith(array: FileArray, node: FileNode) {
  const tree = await aTree(array);
  const share = expectOk(
    await array.files.shares.share({ tree, gatewayGroup: await theGateways(array), acls: [] }, never),
  );
  const group = expectOk(await array.files.clients.registerNode(node, never));
  const permitted = expectOk(
    await array.files.shares.permit(share, { group, permission: 'read-write' }, never),
  );
  return { tree, group, share: permitted, acl: onlyAcl(permitted) };
}

export function onlyAcl({ acls }: NfsShare) {
  const [acl, ...others] = acls;
  if (acl === undefined || others.length > 0) throw new Error(`${acls.length} ACLs instead of one`);
  return acl;
}

export function planeOf({ simulator }: OnSimulator): MemoryFilePlane {
  const { memory } = simulator;
  if (memory?.files === undefined) throw new Error('the plane serves no files');
  return memory.files;
}
