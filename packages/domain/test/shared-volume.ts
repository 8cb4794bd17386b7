import { createVolume, GIB, never, publishVolume, unpublishVolume } from '@twinsite/domain';
import type { AccessMode, StorageArray, VolumeCapability } from '@twinsite/domain';
import { directoryOf, FakeArray, ManualClock, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { nodeIdOf, volumeClass } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';

export const filesystem = (mode: AccessMode): VolumeCapability => ({ ...readWriteOnce(), mode });
export const raw = (mode: AccessMode): VolumeCapability => ({ ...rawBlock, mode });

/** One new volume, and controllers that attach it in any mode; `through` is what one of them sees of the array. */
export async function sharedVolume() {
  const array = new FakeArray();
  const request = {
    name: 'pvc-1',
    requiredBytes: GIB,
    parameters: volumeClass,
    capabilities: [readWriteOnce()],
    source: 'none' as const,
    credentials: undefined,
  };
  const created = await createVolume({ arrays: directoryOf(array) })(request, never);
  if (!created.ok) throw new Error('no volume');
  const seenThrough = (ports: StorageArray) => ({
    listed: () => [ports],
    resolve: () => ({ ok: true as const, value: ports }),
  });
  return {
    array,
    description: () => array.state.volumes.get('pvc-1')?.description ?? '',
    publish: (node: string, capability: VolumeCapability, readOnly: boolean, through = array.ports) =>
      publishVolume({ arrays: seenThrough(through) })(
        {
          volumeId,
          nodeId: nodeIdOf(node),
          capability,
          readOnly,
          context: volumeClass,
          credentials: undefined,
        },
        never,
      ),
    unpublish: (node: string) =>
      unpublishVolume({ arrays: directoryOf(array), clock: new ManualClock() })(
        { volumeId, nodeId: nodeIdOf(node), credentials: undefined },
        never,
      ),
  };
}
