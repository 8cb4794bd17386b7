import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { CapacityRange } from '../volume/capacity-range.js';
import { parseFsType } from '../volume/fs-type.js';
import { wwidOf } from '../volume/scsi-identity.js';
import { growMap } from './grow-map.js';
import type { MountEntry } from './mounts.port.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';

export interface ExpandOnNodeRequest {
  readonly volumeId: string;
  /** Where the volume is staged or published. */
  readonly volumePath: string;
  readonly range: CapacityRange;
}

/**
 * CSI NodeExpandVolume, online: every path, then the map, then the file system, each proved before the next. The value
 * is the size of the device. A read-only volume grows as a device; its file system is not written to, and grows when
 * the volume is next staged for writing (docs/adr/0013).
 */
export function expandOnNode(ports: NodePorts) {
  return async (request: ExpandOnNodeRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>> => {
    const { volumeId, volumePath } = request;
    const loaded = await ports.journal.load(volumeId, signal);
    if (!loaded.ok) return loaded;
    const record = loaded.value;
    if (record === undefined)
      return failed({ kind: 'volume-missing', volume: volumeId, arrays: ['this node'] });
    const mounts = await ports.mounts.at(volumePath, signal);
    if (!mounts.ok) return mounts;
    const use = useAt(record, volumePath, mounts.value.at(-1));
    if (!use.ok) return use;
    const least = request.range.requiredBytes ?? record.attachment.size;
    const map = await growMap(ports, record, least, signal);
    if (!map.ok) return map;
    const { size, devicePath } = map.value;
    const beyond = beyondLimit(size, request.range);
    if (beyond !== undefined) return failed(beyond);
    if (use.value === 'raw' || record.attachment.readOnly) return ok(size);
    const fsType = parseFsType(use.value.fsType, 'volume_path');
    if (!fsType.ok) return fsType;
    // By the staging path: a pod's own mount may be read-only, and a file system is not grown through such a one.
    const grown = await ports.filesystems.grow(devicePath, fsType.value, record.stagingPath, signal);
    return grown.ok ? ok(size) : grown;
  };
}

/** The file system at the path, or that the volume is raw there: bound as a device, or staged without a mount. */
function useAt(
  { attachment, stagingPath }: NodeRecord,
  path: string,
  top: MountEntry | undefined,
): Result<MountEntry | 'raw', Problem> {
  if (top === undefined) return path === stagingPath ? ok('raw') : failed({ kind: 'path-missing', path });
  if (top.deviceUuid !== `mpath-${wwidOf(attachment.naa)}`) return failed({ kind: 'path-missing', path });
  return ok(top.fsType === 'devtmpfs' ? 'raw' : top);
}

function beyondLimit(size: Bytes, { limitBytes }: CapacityRange): Problem | undefined {
  if (limitBytes === undefined || size <= limitBytes) return undefined;
  const detail = `the volume has ${size.toString()} bytes, above capacity_range.limit_bytes ${limitBytes.toString()}`;
  return { kind: 'capacity-out-of-range', detail };
}
