import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseNaa, type Naa } from '../volume/scsi-identity.js';
import { detachVolume } from './detach-volume.js';
import type { MountEntry } from './mounts.port.js';
import type { NodePorts } from './node-ports.js';
import { whollyAttached } from './record-portals.js';

export interface UnstageVolumeRequest {
  readonly volumeId: string;
  readonly stagingPath: string;
}

/**
 * CSI NodeUnstageVolume, in the one order that loses nothing: unmount, flush and remove the map, delete its paths,
 * log out of sessions that carry nothing any more. Whatever is gone already is done.
 */
export function unstageVolume(ports: NodePorts) {
  return async (request: UnstageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId, stagingPath } = request;
    const record = await ports.journal.load(volumeId, signal);
    if (!record.ok) return record;
    const mounted = await ports.mounts.at(stagingPath, signal);
    if (!mounted.ok) return mounted;
    const naa = record.value?.attachment.naa ?? identityBelow(mounted.value);
    if (record.value !== undefined) {
      const noted = await ports.journal.save({ ...record.value, phase: 'unstaging' }, signal);
      if (!noted.ok) return noted;
    }
    const unmounted = await unmountAll(ports, stagingPath, mounted.value.length, signal);
    if (!unmounted.ok) return unmounted;
    if (naa !== undefined) {
      const attachment = record.value === undefined ? undefined : whollyAttached(record.value);
      const detached = await detachVolume(ports, naa, attachment, signal);
      if (!detached.ok) return detached;
    }
    return ports.journal.forget(volumeId, signal);
  };
}

async function unmountAll(
  ports: NodePorts,
  path: string,
  layers: number,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  for (let layer = 0; layer < layers; layer += 1) {
    const unmounted = await ports.mounts.unmount(path, signal);
    if (!unmounted.ok) return unmounted;
  }
  const left = await ports.mounts.at(path, signal);
  if (!left.ok) return left;
  const top = left.value.at(-1);
  if (top === undefined) return ok(undefined);
  return failed({ kind: 'path-busy', path, holders: [`still mounted from ${top.source}`] });
}

function identityBelow(mounts: readonly MountEntry[]): Naa | undefined {
  const uuid = mounts.find((mount) => mount.deviceUuid?.startsWith('mpath-3'))?.deviceUuid;
  return uuid === undefined ? undefined : parseNaa(uuid.slice('mpath-3'.length));
}
