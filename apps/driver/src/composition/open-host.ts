import { linuxHost, realHostAccess, type LinuxHost } from '@twinsite/linux-host';
import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import { toolMetrics } from '../metrics/host-metrics.js';
import { TOKENS } from './tokens.js';

/** This machine; each run of a tool is counted and a line of the log. */
export function openHost(parts: DependencyContainer, log: Logger): LinuxHost {
  const { node } = parts.resolve(TOKENS.config);
  if (node === undefined) throw new Error('the host is composed without node settings');
  const access = realHostAccess({ commandPrefix: node.hostPrefix });
  const count = toolMetrics(parts.resolve(TOKENS.metrics));
  return linuxHost(access, {
    journalDirectory: node.stateDirectory,
    onRun: (run) => {
      log.debug(run, 'host tool');
      count(run);
    },
  });
}
