import type { ArrayDirectory } from '../array/array-directory.port.js';
import { findBy } from '../array/find-volume.js';
import type { Located } from '../array/ask-arrays.js';
import type { PublishVolumeRequest } from '../attachment/publish-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { requireFileOwner } from '../ownership/require-owner.js';
import { wantedAccess, type WantedAccess } from '../volume/access.js';
import { admitGroup } from './admit-group.js';
import { admitNode } from './admit-node.js';
import { fenceFileNode, type FileFenceDeps } from './fence-file-node.js';
import type { FileAccess } from './file-access.js';
import type { FileArray } from './file-array.js';
import type { FileAttachment } from './file-attachment.js';
import { checkFileCapability } from './file-capabilities.js';
import { parseFileNodeId, type FileNode } from './file-node-id.js';
import { publicFolder, type NoteFileNotice } from './file-notices.js';
import { readFileContext } from './file-volume-context.js';
import type { GatewayGroup } from './gateway-group.js';
import { sourceOfTree } from './home-share.js';
import type { QuotaTree } from './quota-tree.js';
import { fileLookup } from './tree-name.js';
import { sharesOf, type TreeShares } from './tree-shares.js';
import { accessOfVolume, chooseGatewayGroup } from './volume-access.js';

export interface PublishFileDeps extends FileFenceDeps {
  readonly arrays: ArrayDirectory<FileArray>;
  /** This cluster's own client group; it wins over the one a volume names. */
  readonly clientGroup?: string;
  /** This cluster's id. Absent: it publishes what is not protected. */
  readonly cluster?: string | undefined;
  readonly note: NoteFileNotice;
}

/** CSI ControllerPublishVolume: lets the node in as the volume's access says, and tells it where to mount from. */
export function publishFileVolume(deps: PublishFileDeps) {
  return async (
    request: PublishVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<FileAttachment, Problem>> => {
    const capable = checkFileCapability(request.capability, 'volume_capability');
    if (!capable.ok) return capable;
    const located = await findBy(fileLookup, deps.arrays, request.volumeId, signal);
    if (!located.ok) return located;
    const node = parseFileNodeId(request.nodeId);
    if (!node.ok) return node;
    const owns = { ...located.value, cluster: deps.cluster };
    const owner = await requireFileOwner(owns, owns.volume.name, signal);
    if (!owner.ok) return owner;
    const way = await findWay(deps, located.value, request, signal);
    if (!way.ok) return way;
    const wanted = wantedAccess(request.capability, request.readOnly);
    const admitted = await admit(deps, { ...located.value, ...way.value, node: node.value, wanted }, signal);
    if (!admitted.ok) return admitted;
    const still = await requireFileOwner(owns, owns.volume.name, signal);
    if (!still.ok) return takeBack(deps, { ...owns, node: node.value }, still, signal);
    const { volume } = located.value;
    const { gatewayGroup, access } = way.value;
    const source = sourceOfTree({ vip: gatewayGroup.vip, folder: volume.folder.name }, volume.name);
    return ok({ source, readOnly: wanted.readOnly, access: access.kind });
  };
}

/** The node was told nothing yet. What a group was given stays until the group's fence: nodes that were told before have it too. */
async function takeBack(
  deps: PublishFileDeps,
  { array, volume, node }: Located<FileArray, QuotaTree> & { readonly node: FileNode },
  lost: Result<never, Problem>,
  signal: CancelSignal,
): Promise<Result<never, Problem>> {
  const fence = { array, volume, node, patience: 'none' } as const;
  await fenceFileNode(deps, fence, signal);
  return lost;
}

interface Way {
  readonly shares: TreeShares;
  readonly access: FileAccess;
  readonly gatewayGroup: GatewayGroup;
}

async function findWay(
  { clientGroup }: PublishFileDeps,
  { array, volume }: Located<FileArray, QuotaTree>,
  request: PublishVolumeRequest,
  signal: CancelSignal,
): Promise<Result<Way, Problem>> {
  if (volume.state.kind === 'failed')
    return failed({ kind: 'volume-failed', volume: volume.name, status: volume.state.status });
  const shares = await sharesOf(array, volume, signal);
  if (!shares.ok) return shares;
  const listed = await array.files.folders.gatewayGroups(signal);
  if (!listed.ok) return listed;
  const context = readFileContext(request.context);
  const access = accessOfVolume(context, shares.value, clientGroup);
  const known = { access, shares: shares.value, context, listed: listed.value };
  const gatewayGroup = chooseGatewayGroup({ ...known, folder: volume.folder.name });
  return gatewayGroup.ok
    ? ok({ shares: shares.value, access, gatewayGroup: gatewayGroup.value })
    : gatewayGroup;
}

interface Admittance extends Located<FileArray, QuotaTree>, Way {
  readonly node: FileNode;
  readonly wanted: WantedAccess;
}

async function admit(
  deps: PublishFileDeps,
  admittance: Admittance,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { access, volume } = admittance;
  switch (access.kind) {
    case 'public':
      deps.note(publicFolder(volume));
      return ok(undefined);
    case 'group': {
      const isConfigured = deps.clientGroup !== undefined;
      return admitGroup({ ...admittance, group: access.group, isConfigured }, signal);
    }
    case 'node':
      return admitNode(deps, admittance, signal);
  }
}
