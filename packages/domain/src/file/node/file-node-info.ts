import type { NodeInfo } from '../../node/node-info.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { SiteId } from '../../site/site-map.js';
import { formatFileNodeId } from '../file-node-id.js';

export interface FileNodeSettings {
  readonly nodeName: string;
  /** Addresses that the array sees NFS traffic of this node from. */
  readonly addresses: readonly string[];
  readonly site?: SiteId;
}

const NO_LIMIT = 0n;

/** CSI NodeGetInfo: everything the controller needs is in the id; neither array nor server is asked (hazard H12). */
export function fileNodeInfo({ nodeName: name, ...place }: FileNodeSettings) {
  return (): Promise<Result<NodeInfo, Problem>> => {
    const nodeId = formatFileNodeId({ name, ...place });
    return Promise.resolve(nodeId.ok ? ok({ nodeId: nodeId.value, maxVolumes: NO_LIMIT }) : nodeId);
  };
}
