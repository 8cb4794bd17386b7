import type { FileNodeUseCases } from '@twinsite/csi-adapter';
import {
  fileNodeInfo,
  fileVolumeUsage,
  publishFileOnNode,
  stageFileVolume,
  unpublishFileOnNode,
  unstageFileVolume,
  type NfsNodePorts,
} from '@twinsite/domain';
import { nfsPorts } from '@twinsite/nfs-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { childMetrics } from '../../metrics/host-metrics.js';
import { unmountMetrics } from '../../metrics/nfs-metrics.js';
import { openHost } from '../open-host.js';
import { TOKENS } from '../tokens.js';
import { NFS_TOKENS, type NfsNodeHost } from './nfs-tokens.js';
import { notesOf } from './notes.js';

export function registerFileNode(container: DependencyContainer, log: Logger): void {
  container.register(NFS_TOKENS.nodeHost, {
    useFactory: instanceCachingFactory((parts): NfsNodeHost => {
      const host = openHost(parts, log);
      return { host, nfs: nfsPorts(host) };
    }),
  });
  container.register(NFS_TOKENS.nodePorts, {
    useFactory: instanceCachingFactory((parts) => portsOf(parts, log)),
  });
  container.register(NFS_TOKENS.node, { useFactory: instanceCachingFactory(useCases) });
}

/** An unmount that took force or was only lazy is told: it says that a server was silent, and what may be lost. */
function portsOf(parts: DependencyContainer, log: Logger): NfsNodePorts {
  const { host, nfs } = parts.resolve(NFS_TOKENS.nodeHost);
  const registry = parts.resolve(TOKENS.metrics);
  childMetrics(registry, () => host.children());
  const count = unmountMetrics(registry);
  return {
    ...nfs,
    note: notesOf(log),
    unmounted: ({ volume, path }, outcome) => {
      log.warn({ volumeId: volume, path, ...outcome }, 'unmounted');
      count(outcome.kind);
    },
  };
}

function useCases(parts: DependencyContainer): FileNodeUseCases {
  const ports = parts.resolve(NFS_TOKENS.nodePorts);
  const { node } = parts.resolve(TOKENS.config);
  if (node === undefined) throw new Error('the node service is composed without node settings');
  const { name: nodeName, addresses = [], site } = node;
  const info = fileNodeInfo({ nodeName, addresses, ...(site === undefined ? {} : { site }) });
  return {
    stageVolume: stageFileVolume(ports),
    unstageVolume: unstageFileVolume(ports),
    publishOnNode: publishFileOnNode(ports),
    unpublishOnNode: unpublishFileOnNode(ports),
    volumeUsage: fileVolumeUsage(ports),
    nodeInfo: info,
  };
}
