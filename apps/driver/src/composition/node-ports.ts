import { iscsiPorts } from '@twinsite/iscsi-adapter';
import { linuxHost, realHostAccess } from '@twinsite/linux-host';
import type { NodePorts } from '@twinsite/domain';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { TOKENS } from './tokens.js';

export function registerNodePorts(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.nodePorts, {
    useFactory: instanceCachingFactory((parts): NodePorts => {
      const { node, timers } = parts.resolve(TOKENS.config);
      if (node === undefined) throw new Error('the host is composed without node settings');
      const access = realHostAccess(node.hostPrefix.length === 0 ? {} : { commandPrefix: node.hostPrefix });
      const host = linuxHost(access, {
        journalDirectory: node.stateDirectory,
        onRun: (run) => log.debug(run, 'host tool'),
      });
      const { sessions, paths, maps } = iscsiPorts(host);
      const { disks, filesystems, mounts, journal } = host;
      return { sessions, paths, maps, disks, filesystems, mounts, journal, timers };
    }),
  });
}
