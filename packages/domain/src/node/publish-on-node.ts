import type { EventSink } from '../kubernetes/event-sink.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { wwidOf } from '../volume/scsi-identity.js';
import { announceReadOnly, type PodPublication } from './announce-read-only.js';
import type { MountEntry } from './mounts.port.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';
import { livePublications } from './published-targets.js';
import { mapAccessOf } from './staged-filesystem.js';

export interface PublishOnNodeRequest extends PodPublication {
  readonly stagingPath: string;
  readonly targetPath: string;
}

/** CSI NodePublishVolume: binds the staged file system, or the map's device node, where the pod looks for it. */
export function publishOnNode(ports: NodePorts, events?: EventSink) {
  return async (request: PublishOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId, stagingPath } = request;
    const loaded = await ports.journal.load(volumeId, signal);
    if (!loaded.ok) return loaded;
    const record = loaded.value;
    if (record?.phase !== 'staged' || record.stagingPath !== stagingPath) {
      return failed({ kind: 'not-staged', volume: volumeId, stagingPath });
    }
    const source = await sourceOf(ports, request, record, signal);
    if (!source.ok) return source;
    const noted = await noteTarget(ports, request, record, signal);
    if (!noted.ok) return noted;
    const readOnly = request.readOnly || record.attachment.readOnly;
    const bound = await bindTarget(ports, { ...request, readOnly }, { record, source: source.value }, signal);
    if (bound.ok && events !== undefined) announceReadOnly(events, request, record);
    return bound;
  };
}

interface Staged {
  readonly record: NodeRecord;
  readonly source: string;
}

async function bindTarget(
  ports: NodePorts,
  request: PublishOnNodeRequest,
  { record, source }: Staged,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { targetPath: path, capability, readOnly } = request;
  const mounted = await ports.mounts.at(path, signal);
  if (!mounted.ok) return mounted;
  const top = mounted.value.at(-1);
  if (top !== undefined) return sameBind(request, record, top);
  const kind = capability.use.kind === 'block' ? 'device' : 'directory';
  return ports.mounts.bind({ source, path, kind, readOnly }, signal);
}

/** A single writer (ReadWriteOncePod) gets no second path; what a crash or a reboot left in the journal is no path. */
async function noteTarget(
  ports: NodePorts,
  { volumeId, targetPath, capability }: PublishOnNodeRequest,
  record: NodeRecord,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const others = await livePublications(ports, record, targetPath, signal);
  if (!others.ok) return others;
  const [first] = others.value;
  if (first !== undefined && capability.mode === 'single-node-single-writer') {
    return failed({ kind: 'already-published', volume: volumeId, path: first });
  }
  const published = [...others.value, targetPath];
  const isNoted = published.join('\n') === record.published.join('\n');
  return isNoted ? ok(undefined) : ports.journal.save({ ...record, published }, signal);
}

async function sourceOf(
  ports: NodePorts,
  request: PublishOnNodeRequest,
  record: NodeRecord,
  signal: CancelSignal,
): Promise<Result<string, Problem>> {
  const { volumeId: volume, stagingPath } = request;
  const mounted = await ports.mounts.at(stagingPath, signal);
  if (!mounted.ok) return mounted;
  const top = mounted.value.at(-1);
  if (request.capability.use.kind === 'filesystem') {
    if (top === undefined) return failed({ kind: 'not-staged', volume, stagingPath });
    return isOf(record, top) ? ok(stagingPath) : failed(foreign(stagingPath, record, top));
  }
  if (top !== undefined) {
    const [path, wanted, found] = [stagingPath, 'a raw device', top.fsType];
    return failed({ kind: 'mounted-differently', path, wanted, found });
  }
  const map = await ports.maps.find(record.attachment.naa, signal);
  if (!map.ok) return map;
  return map.value === undefined
    ? failed({ kind: 'not-staged', volume, stagingPath })
    : ok(map.value.devicePath);
}

const uuidOf = ({ attachment: { naa } }: NodeRecord): string => `mpath-${wwidOf(naa)}`;

/** Known by the device below, never by the path (hazard H8). */
const isOf = (record: NodeRecord, top: MountEntry): boolean => top.deviceUuid === uuidOf(record);

const foreign = (path: string, record: NodeRecord, top: MountEntry): Problem => ({
  kind: 'mounted-differently',
  path,
  wanted: uuidOf(record),
  found: top.deviceUuid ?? top.source,
});

/** The same bind again is the same answer; another device or another mode is not. */
function sameBind(request: PublishOnNodeRequest, record: NodeRecord, top: MountEntry): Result<void, Problem> {
  const path = request.targetPath;
  const isDevice = request.capability.use.kind === 'block';
  if (!isOf(record, top)) return failed(foreign(path, record, top));
  if (top.readOnly === request.readOnly || isDevice) return ok(undefined);
  const [mode, found] = [mapAccessOf(request.readOnly), mapAccessOf(top.readOnly)];
  return failed({ kind: 'mounted-differently', path, wanted: mode, found });
}
