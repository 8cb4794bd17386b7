import type { Holder } from '../attachment/lun-access.port.js';
import { parseInitiatorIqn } from '../attachment/initiator-iqn.js';
import { formatNodeId } from '../attachment/node-id.js';
import type { Bytes } from '../shared/bytes.js';
import { formatBlockHandle } from './volume-handle.js';
import type { BlockVolume } from './volume.js';

/** A volume as the container orchestrator knows it (CSI ListVolumes, ControllerGetVolume). */
export interface ListedVolume {
  readonly volumeId: string;
  readonly size: Bytes;
  readonly publishedNodeIds: readonly string[];
}

export const listedVolume = (
  { name, size }: BlockVolume,
  holders: readonly Holder[],
  volumeId = formatBlockHandle(name),
): ListedVolume => ({ volumeId, size, publishedNodeIds: nodeIdsOf(holders) });

/** A client that is no node of this driver has no node id, and no orchestrator could do anything with one. */
function nodeIdsOf(holders: readonly Holder[]): readonly string[] {
  const ids = holders.flatMap(({ client, iqns, nodeId }) =>
    nodeId === undefined ? iqns.flatMap((iqn) => earlierId(client, iqn) ?? []) : [nodeId],
  );
  return [...new Set(ids)].sort();
}

/** Groups made before the node id was kept with them carry the node's name. */
function earlierId(client: string, text: string): string | undefined {
  const iqn = parseInitiatorIqn(text);
  const id = iqn === undefined ? undefined : formatNodeId({ name: client, iqn });
  return id?.ok === true ? id.value : undefined;
}
