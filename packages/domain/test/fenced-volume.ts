import {
  createVolume,
  GIB,
  never,
  publishVolume,
  unpublishVolume,
  type StorageArray,
} from '@twinsite/domain';
import { directoryOf, FakeArray, ManualClock, readWriteOnce } from '@twinsite/domain/testing';
import { nodeIdOf, volumeClass } from './subjects.js';

export const volumeId = 'csi-iscsi-vid-pvc-1';
export const IQN = 'iqn.2026-01.test:node-1';

/** One volume on an array that gives no evidence, so that a live session of node-1 means the whole wait. */
export async function aVolume() {
  const array = new FakeArray('array-1', { removalDrains: false, waitMs: 40_000 });
  array.faults.loggedIn.add(IQN);
  const arrays = directoryOf(array);
  const clock = new ManualClock();
  const capability = readWriteOnce();
  await createVolume({ arrays })(
    {
      name: 'pvc-1',
      requiredBytes: GIB,
      parameters: volumeClass,
      capabilities: [capability],
      source: 'none',
      credentials: undefined,
    },
    never,
  );
  const through = (ports: StorageArray) => ({
    listed: () => [ports],
    resolve: () => ({ ok: true as const, value: ports }),
  });
  return {
    array,
    clock,
    publish: (node: string, ports = array.ports) =>
      publishVolume({ arrays: through(ports) })(
        {
          volumeId,
          nodeId: nodeIdOf(node),
          capability,
          readOnly: false,
          context: volumeClass,
          credentials: undefined,
        },
        never,
      ),
    unpublish: (nodeId: string, ports = array.ports) =>
      unpublishVolume({ arrays: through(ports), clock })({ volumeId, nodeId, credentials: undefined }, never),
  };
}

/** The same port, but something happens just before an access is taken away. */
export const revokingWith = (
  { lunAccess }: StorageArray,
  happens: () => unknown,
): StorageArray['lunAccess'] => ({
  ownerOf: (iqn, signal) => lunAccess.ownerOf(iqn, signal),
  holders: (volume, signal) => lunAccess.holders(volume, signal),
  grant: (request, signal) => lunAccess.grant(request, signal),
  granted: (request, signal) => lunAccess.granted(request, signal),
  sessions: (request, signal) => lunAccess.sessions(request, signal),
  revoke: (volume, node, signal) => {
    happens();
    return lunAccess.revoke(volume, node, signal);
  },
});
