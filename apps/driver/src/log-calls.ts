import type { CallFinished, CallObserver } from '@twinsite/csi-adapter';
import type { Logger } from 'pino';

/** One line per call at info when it ends; the (redacted) request at debug when it begins. */
export function logCalls(log: Logger): CallObserver {
  return {
    started: (call) => log.debug(call, 'call started'),
    finished: (call) => {
      const { defect, ...line } = call;
      if (defect !== undefined) log.error({ ...line, defect }, 'defect');
      else log[levelOf(call)](line, 'call finished');
    },
  };
}

function levelOf({ code, op }: CallFinished): 'debug' | 'info' | 'warn' {
  if (code !== 'OK') return 'warn';
  return op === 'Probe' || op.endsWith('GetCapabilities') || op === 'GetPluginCapabilities'
    ? 'debug'
    : 'info';
}
