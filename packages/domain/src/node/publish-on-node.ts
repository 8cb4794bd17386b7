import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { wwidOf } from '../volume/scsi-identity.js';
import type { MountEntry } from './mounts.port.js';
import type { NodePorts } from './node-ports.js';
import type { NodeRecord } from './node-journal.port.js';

export interface PublishOnNodeRequest {
  readonly volumeId: string;
  readonly stagingPath: string;
  readonly targetPath: string;
  readonly capability: VolumeCapability;
  readonly readOnly: boolean;
}

/** CSI NodePublishVolume: binds the staged file system, or the map's device node, where the pod looks for it. */
export function publishOnNode(ports: NodePorts) {
  return async (request: PublishOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId, stagingPath, targetPath, readOnly } = request;
    const record = await ports.journal.load(volumeId, signal);
    if (!record.ok) return record;
    if (record.value?.phase !== 'staged' || record.value.stagingPath !== stagingPath) {
      return failed({ kind: 'not-staged', volume: volumeId, stagingPath });
    }
    const source = await sourceOf(ports, request, record.value, signal);
    if (!source.ok) return source;
    const mounted = await ports.mounts.at(targetPath, signal);
    if (!mounted.ok) return mounted;
    const top = mounted.value.at(-1);
    if (top !== undefined) return sameBind(request, record.value, top);
    const kind = request.capability.use.kind === 'block' ? 'device' : 'directory';
    return ports.mounts.bind({ source: source.value, path: targetPath, kind, readOnly }, signal);
  };
}

async function sourceOf(
  ports: NodePorts,
  request: PublishOnNodeRequest,
  record: NodeRecord,
  signal: CancelSignal,
): Promise<Result<string, Problem>> {
  if (request.capability.use.kind === 'block') {
    const map = await ports.maps.find(record.attachment.naa, signal);
    if (!map.ok) return map;
    if (map.value !== undefined) return ok(map.value.devicePath);
    return failed({ kind: 'not-staged', volume: request.volumeId, stagingPath: request.stagingPath });
  }
  const mounted = await ports.mounts.at(request.stagingPath, signal);
  if (!mounted.ok) return mounted;
  if (mounted.value.length > 0) return ok(request.stagingPath);
  return failed({ kind: 'not-staged', volume: request.volumeId, stagingPath: request.stagingPath });
}

/** The same bind again is the same answer; another device or another mode is not. */
function sameBind(request: PublishOnNodeRequest, record: NodeRecord, top: MountEntry): Result<void, Problem> {
  const path = request.targetPath;
  const wanted = `mpath-${wwidOf(record.attachment.naa)}`;
  const isDevice = request.capability.use.kind === 'block';
  if (top.deviceUuid !== wanted) {
    return failed({ kind: 'mounted-differently', path, wanted, found: top.deviceUuid ?? top.source });
  }
  if (top.readOnly === request.readOnly || isDevice) return ok(undefined);
  const mode = (readOnly: boolean): string => (readOnly ? 'read-only' : 'read-write');
  return failed({
    kind: 'mounted-differently',
    path,
    wanted: mode(request.readOnly),
    found: mode(top.readOnly),
  });
}
