import type { AccessPathNames } from '../access-path/access-path-names.port.js';
import { ownNames } from '../access-path/resolve-access-path.js';
import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { findVolume } from '../array/find-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { requireOwner } from '../ownership/require-owner.js';
import { wantedAccess } from '../volume/access.js';
import type { VolumeCapability } from '../volume/capability.js';
import { checkCapability } from '../volume/check-capabilities.js';
import type { Naa } from '../volume/scsi-identity.js';
import { readVolumeContext } from '../volume/volume-context.js';
import type { BlockVolume } from '../volume/volume.js';
import { attachVolume, openFence } from './attach-volume.js';
import type { Attachment } from './attachment.js';
import { chooseAccessPath, type PathHints } from './choose-access-path.js';
import { mayHoldData } from './choose-formatter.js';
import { parseNodeId, type NodeIdentity } from './node-id.js';

export interface PublishVolumeRequest {
  readonly volumeId: string;
  readonly nodeId: string;
  readonly capability: VolumeCapability;
  readonly readOnly: boolean;
  readonly context: Readonly<Record<string, string>>;
  readonly credentials: ArrayCredentials | undefined;
}

export interface PublishDeps {
  readonly arrays: ArrayDirectory;
  /** Absent: names are the array's own. */
  readonly names?: AccessPathNames;
  /** The array's name of the access path that is recorded of a volume beside its context; undefined: none. */
  readonly recordedPath?: (
    volumeId: string,
    signal: CancelSignal,
  ) => Promise<Result<string | undefined, Problem>>;
  readonly defaultAccessPath?: string;
  /** This cluster's id. Absent: it publishes what is not protected. */
  readonly cluster?: string | undefined;
  /** Volumes a node may have through one access path; 0 or absent: not limited here. */
  readonly maxVolumesPerNode?: number;
}

/** CSI ControllerPublishVolume: gives one node access and tells it every portal of both sites. */
export function publishVolume(deps: PublishDeps) {
  return async (
    request: PublishVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<Attachment, Problem>> => {
    const capable = checkCapability(request.capability, 'volume_capability');
    if (!capable.ok) return capable;
    const located = await findVolume(deps.arrays, request.volumeId, signal);
    if (!located.ok) return located;
    const node = parseNodeId(request.nodeId);
    if (!node.ok) return node;
    const change = { ...located.value, cluster: deps.cluster };
    const owner = await requireOwner(change, change.volume, signal);
    if (!owner.ok) return owner;
    const ready = prepare(located.value.volume, node.value);
    if (!ready.ok) return ready;
    const accessPath = await chooseAccessPath(located.value, hintsFor(deps, request, signal), signal);
    if (!accessPath.ok) return accessPath;
    const wants = { ...change, node: node.value, accessPath: accessPath.value };
    const wanted = wantedAccess(request.capability, request.readOnly);
    const limit = deps.maxVolumesPerNode ?? 0;
    const attached = await attachVolume({ ...wants, wanted, limit }, signal);
    if (!attached.ok) return attached;
    return ok({
      ...attached.value,
      naa: ready.value,
      size: located.value.volume.size,
      origin: mayHoldData(located.value.volume) ? 'copied' : 'new',
      readOnly: wanted.readOnly,
      pathMode: accessPath.value.mode,
      accessPath: accessPath.value.name,
    });
  };
}

const hintsFor = (
  { arrays, names, recordedPath, defaultAccessPath }: PublishDeps,
  { volumeId, context }: PublishVolumeRequest,
  signal: CancelSignal,
): PathHints => ({
  arrays,
  names: names ?? ownNames,
  context: readVolumeContext(context),
  recorded: () => recordedPath?.(volumeId, signal) ?? Promise.resolve(ok(undefined)),
  byDefault: defaultAccessPath,
});

function prepare(volume: BlockVolume, node: NodeIdentity): Result<Naa, Problem> {
  const fencing = openFence(volume, node);
  if (fencing !== undefined) return failed(fencing);
  if (volume.state.kind === 'failed') {
    return failed({ kind: 'volume-failed', volume: volume.name, status: volume.state.status });
  }
  if (volume.naa !== undefined) return ok(volume.naa);
  return failed({
    kind: 'identity-unknown',
    volume: volume.name,
    sn: volume.sn,
    rule: `identityRule of array ${volume.array}`,
  });
}
