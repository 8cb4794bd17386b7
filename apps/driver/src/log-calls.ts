import type { CallFinished, CallLabels, CallObserver } from '@twinsite/csi-adapter';
import { parseNodeId, type SiteId } from '@twinsite/domain';
import type { Logger } from 'pino';

/**
 * One line per call at info when it ends; the (redacted) request at debug when it begins. `site` is where the node of the
 * call stands: this one, or the one its node id speaks of.
 */
export function logCalls(log: Logger, ownSite?: SiteId): CallObserver {
  return {
    started: (call) => log.debug({ ...call, ...siteOf(call, ownSite) }, 'call started'),
    finished: (call) => {
      const { defect, ...rest } = call;
      const line = { ...rest, ...siteOf(call, ownSite) };
      if (defect !== undefined) log.error({ ...line, defect }, 'defect');
      else log[levelOf(call)](line, 'call finished');
    },
  };
}

function siteOf({ nodeId }: CallLabels, ownSite: SiteId | undefined): { readonly site?: SiteId } {
  const node = nodeId === undefined ? undefined : parseNodeId(nodeId);
  const site = node?.ok === true ? node.value.site : ownSite;
  return site === undefined ? {} : { site };
}

function levelOf({ code, op }: CallFinished): 'debug' | 'info' | 'warn' {
  if (code !== 'OK') return 'warn';
  return op === 'Probe' || op.endsWith('GetCapabilities') || op === 'GetPluginCapabilities'
    ? 'debug'
    : 'info';
}
