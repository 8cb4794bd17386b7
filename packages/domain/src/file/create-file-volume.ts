import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { CreatedVolume } from '../volume/create-volume.js';
import type { CreateVolumeRequest } from '../volume/create-volume-request.js';
import { formatFileHandle } from '../volume/volume-handle.js';
import type { SharePlace } from './choose-share.js';
import type { ClassCredentials } from './class-credentials.port.js';
import type { ClientGroup } from './client-group.js';
import { ensureTree, type PlacedTree } from './ensure-tree.js';
import type { FileAccess } from './file-access.js';
import type { FileArray } from './file-array.js';
import { publicFolder, type NoteFileNotice } from './file-notices.js';
import type { FileParameters } from './file-parameters.js';
import { writeFileContext } from './file-volume-context.js';
import { findPlaces } from './find-places.js';
import type { NfsShare } from './nfs-share.js';
import { planFileCreation } from './plan-file-creation.js';
import { admitsEveryone, sharesOf } from './tree-shares.js';

export interface CreateFileVolumeDeps {
  readonly arrays: ArrayDirectory<FileArray>;
  /** This cluster's own client group; it wins over the one a class names. */
  readonly clientGroup?: string;
  /** Absent: the credentials of a class serve the call that brings them, and no later one. */
  readonly classCredentials?: ClassCredentials;
  readonly note: NoteFileNotice;
}

/** CSI CreateVolume: a quota tree, and in group and node access a share of its own. Repeating it changes nothing. */
export function createFileVolume(deps: CreateFileVolumeDeps) {
  return async (
    request: CreateVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<CreatedVolume, Problem>> => {
    const plan = planFileCreation(request, deps.clientGroup);
    if (!plan.ok) return plan;
    const { parameters } = plan.value;
    const array = await resolveArray(deps, request, parameters, signal);
    if (!array.ok) return array;
    const places = await findPlaces(array.value, parameters.shares, signal);
    if (!places.ok) return places;
    const group = await groupOf(array.value, parameters, signal);
    if (!group.ok) return group;
    const admissible = (place: SharePlace) => checkPlace(array.value, place, parameters, signal);
    const wanted = { ...plan.value, range: request, places: places.value, admissible };
    const placed = await ensureTree(array.value, wanted, signal);
    if (!placed.ok) return placed;
    const share = await ensureShare(array.value, placed.value, group.value ?? parameters.access.kind, signal);
    if (!share.ok) return share;
    const { tree, place } = placed.value;
    if (parameters.access.kind === 'public') deps.note(publicFolder(tree));
    const made = { tree, home: place.share, gatewayGroup: place.gatewayGroup, share: share.value };
    const context = writeFileContext({ ...made, access: parameters.access }, parameters);
    return ok({ volumeId: formatFileHandle(plan.value.name), size: tree.size, context });
  };
}

async function resolveArray(
  { arrays, classCredentials }: CreateFileVolumeDeps,
  request: CreateVolumeRequest,
  { xmsServers: managers, credentials: ofClass }: FileParameters,
  signal: CancelSignal,
): Promise<Result<FileArray, Problem>> {
  const credentials = ofClass ?? request.credentials;
  if (credentials !== undefined && managers.length > 0) {
    const from = ofClass === undefined ? 'secret' : 'class';
    const kept = await classCredentials?.keep({ managers, credentials, from }, signal);
    if (kept?.ok === false) return kept;
  }
  return arrays.resolve({ managers, credentials });
}

async function groupOf(
  { name, files }: FileArray,
  { access }: FileParameters,
  signal: CancelSignal,
): Promise<Result<ClientGroup | undefined, Problem>> {
  if (access.kind !== 'group') return ok(undefined);
  const group = await files.clients.group(access.group, signal);
  if (!group.ok || group.value !== undefined) return group;
  return failed({ kind: 'client-group-missing', group: access.group, array: name });
}

/** Whether a volume of this access can stand there, before anything is made. */
async function checkPlace(
  array: FileArray,
  { folder, gatewayGroup }: SharePlace,
  { access }: FileParameters,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const shares = await sharesOf(array, { id: '', folder }, signal);
  if (!shares.ok) return shares;
  if (access.kind !== 'public') {
    if (!admitsEveryone(shares.value.folder)) return ok(undefined);
    return failed({ kind: 'folder-public', folder: folder.name, access: access.kind });
  }
  const isShared = shares.value.folder.some((share) => share.gatewayGroup === gatewayGroup.id);
  if (isShared) return ok(undefined);
  return failed({ kind: 'folder-unshared', folder: folder.name, vip: gatewayGroup.vip });
}

async function ensureShare(
  { files }: FileArray,
  { tree, place: { gatewayGroup } }: PlacedTree,
  admitted: ClientGroup | FileAccess['kind'],
  signal: CancelSignal,
): Promise<Result<NfsShare | undefined, Problem>> {
  if (admitted === 'public') return ok(undefined);
  const acls = typeof admitted === 'string' ? [] : [{ group: admitted, permission: 'read-write' as const }];
  return files.shares.share({ tree, gatewayGroup, acls }, signal);
}
