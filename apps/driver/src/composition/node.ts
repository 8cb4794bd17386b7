import type { NodeUseCases } from '@twinsite/csi-adapter';
import {
  expandOnNode,
  nodeInfo,
  publishOnNode,
  stageVolume,
  unpublishOnNode,
  unstageVolume,
  volumeUsage,
} from '@twinsite/domain';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { TOKENS } from './tokens.js';

export function registerNode(container: DependencyContainer): void {
  container.register(TOKENS.node, {
    useFactory: instanceCachingFactory((parts): NodeUseCases => {
      const ports = parts.resolve(TOKENS.nodePorts);
      const { node, maxVolumes } = parts.resolve(TOKENS.config);
      if (node === undefined) throw new Error('the node service is composed without node settings');
      return {
        stageVolume: stageVolume(ports),
        unstageVolume: unstageVolume(ports),
        publishOnNode: publishOnNode(ports),
        unpublishOnNode: unpublishOnNode(ports),
        volumeUsage: volumeUsage(ports),
        expandOnNode: expandOnNode(ports),
        nodeInfo: nodeInfo(ports, { nodeName: node.name, maxVolumes }),
      };
    }),
  });
}
