import type { NodeUseCases } from '@twinsite/csi-adapter';
import {
  claimed,
  expandOnNode,
  nodeInfo,
  publishOnNode,
  stageVolume,
  unpublishOnNode,
  unstageVolume,
  volumeUsage,
} from '@twinsite/domain';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { ringAfter } from '../background/ring-after.js';
import { TOKENS } from './tokens.js';

export function registerNode(container: DependencyContainer): void {
  container.register(TOKENS.node, {
    useFactory: instanceCachingFactory((parts): NodeUseCases => {
      const ports = parts.resolve(TOKENS.nodePorts);
      const claims = parts.resolve(TOKENS.claims);
      const changed = parts.resolve(TOKENS.nodeChanged);
      const { node, maxVolumes } = parts.resolve(TOKENS.config);
      const events = parts.isRegistered(TOKENS.events) ? parts.resolve(TOKENS.events) : undefined;
      if (node === undefined) throw new Error('the node service is composed without node settings');
      return {
        stageVolume: ringAfter(changed, claimed(claims, stageVolume(ports))),
        unstageVolume: ringAfter(changed, claimed(claims, unstageVolume(ports))),
        publishOnNode: claimed(claims, publishOnNode(ports, events)),
        unpublishOnNode: claimed(claims, unpublishOnNode(ports)),
        volumeUsage: volumeUsage(ports),
        expandOnNode: claimed(claims, expandOnNode(ports)),
        nodeInfo: nodeInfo(ports, { nodeName: node.name, maxVolumes, ...(node.site && { site: node.site }) }),
      };
    }),
  });
}
