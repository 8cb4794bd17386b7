import { parseInitiatorIqn } from '../attachment/initiator-iqn.js';
import { formatNodeId } from '../attachment/node-id.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { SiteId } from '../site/site-map.js';
import type { NodePorts } from './node-ports.js';

export interface NodeInfo {
  readonly nodeId: string;
  /** CSI max_volumes_per_node. */
  readonly maxVolumes: bigint;
}

/** CSI NodeGetInfo: everything the controller needs is in the id; the array is never asked (hazard H12). */
export function nodeInfo(
  ports: Pick<NodePorts, 'sessions'>,
  settings: { readonly nodeName: string; readonly site?: SiteId; readonly maxVolumes: number },
) {
  return async (signal: CancelSignal): Promise<Result<NodeInfo, Problem>> => {
    const text = await ports.sessions.initiator(signal);
    if (!text.ok) return text;
    const iqn = parseInitiatorIqn(text.value);
    if (iqn === undefined) {
      const remedy = 'set one iSCSI name (iqn.yyyy-mm.domain:host) in /etc/iscsi/initiatorname.iscsi';
      return failed({ kind: 'invalid-request', field: 'InitiatorName', value: text.value, remedy });
    }
    const nodeId = formatNodeId({
      name: settings.nodeName,
      iqn,
      ...(settings.site === undefined ? {} : { site: settings.site }),
    });
    return nodeId.ok ? ok({ nodeId: nodeId.value, maxVolumes: BigInt(settings.maxVolumes) }) : nodeId;
  };
}
