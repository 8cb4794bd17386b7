import type { CallFinished, CallLabels, CallObserver } from '@twinsite/csi-adapter';
import { parseFileNodeId, parseNodeId, type SiteId } from '@twinsite/domain';
import type { Logger } from 'pino';

/** The node this driver serves. */
export interface OwnNode {
  readonly name: string;
  readonly site?: SiteId;
}

/**
 * One line per call at info when it ends; the (redacted) request at debug when it begins. A call of the Node service does
 * not name its node: it is this one. `site` is where the node of the call stands: this one, or the one its node id speaks of.
 */
export function logCalls(log: Logger, own?: OwnNode): CallObserver {
  return {
    started: (call) => log.debug({ ...call, ...placeOf(call, own) }, 'call started'),
    finished: (call) => {
      const { defect, ...rest } = call;
      const line = { ...rest, ...placeOf(call, own) };
      if (defect !== undefined) log.error({ ...line, defect }, 'defect');
      else log[levelOf(call)](line, 'call finished');
    },
  };
}

function placeOf(
  { op, nodeId }: CallLabels,
  own: OwnNode | undefined,
): {
  readonly nodeId?: string;
  readonly site?: SiteId;
} {
  const site = nodeId === undefined ? own?.site : siteIn(nodeId);
  return {
    ...(nodeId === undefined && own !== undefined && op.startsWith('Node') ? { nodeId: own.name } : {}),
    ...(site === undefined ? {} : { site }),
  };
}

/** The ids of either driver. */
function siteIn(nodeId: string): SiteId | undefined {
  const node = nodeId.startsWith('nfs') ? parseFileNodeId(nodeId) : parseNodeId(nodeId);
  return node.ok ? node.value.site : undefined;
}

function levelOf({ code, op }: CallFinished): 'debug' | 'info' | 'warn' {
  if (code !== 'OK') return 'warn';
  return op === 'Probe' || op.endsWith('GetCapabilities') || op === 'GetPluginCapabilities'
    ? 'debug'
    : 'info';
}
