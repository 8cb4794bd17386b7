import { iscsiPorts } from '@twinsite/iscsi-adapter';
import { KnownTargets, rememberingSessions, VolumeClaims, type NodePorts } from '@twinsite/domain';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { ChangeBell } from '../background/change-bell.js';
import { childMetrics } from '../metrics/host-metrics.js';
import { timedJournal } from '../metrics/stage-metrics.js';
import { openHost } from './open-host.js';
import { TOKENS, type NodeHost } from './tokens.js';

export function registerNodePorts(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.nodeHost, {
    useFactory: instanceCachingFactory((parts): NodeHost => {
      const host = openHost(parts, log);
      return { ...host, ...iscsiPorts(host) };
    }),
  });
  container.register(TOKENS.knownTargets, {
    useFactory: instanceCachingFactory(
      (parts) => new KnownTargets(parts.resolve(TOKENS.nodeHost).targetMemory),
    ),
  });
  container.register(TOKENS.nodeChanged, { useFactory: instanceCachingFactory(() => new ChangeBell()) });
  container.register(TOKENS.claims, { useFactory: instanceCachingFactory(() => new VolumeClaims()) });
  container.register(TOKENS.nodePorts, {
    useFactory: instanceCachingFactory((parts): NodePorts => {
      const host = parts.resolve(TOKENS.nodeHost);
      const registry = parts.resolve(TOKENS.metrics);
      childMetrics(registry, host.children);
      const { paths, maps, mapPaths, disks, filesystems, mounts } = host;
      const sessions = rememberingSessions(host.sessions, parts.resolve(TOKENS.knownTargets));
      const journal = timedJournal(host.journal, registry);
      const { timers } = parts.resolve(TOKENS.config);
      return { sessions, paths, maps, mapPaths, disks, filesystems, mounts, journal, timers };
    }),
  });
}
