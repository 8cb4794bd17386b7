import { expect, test, vi } from 'vitest';
import { openPorch } from './support/porch.js';
import * as requests from './support/requests.js';
import { nodeUseCases } from './support/use-cases.js';

const web = { name: 'web', namespace: 'shop', uid: 'u-1' };

test.each([
  ['all of it', {}, web],
  ['no uid', { 'csi.storage.k8s.io/pod.uid': '' }, undefined],
])('NodePublishVolume hands over which pod it is for when the kubelet tells %s', async (_, change, pod) => {
  const node = nodeUseCases();
  const publishOnNode = vi.spyOn(node, 'publishOnNode');
  const { client } = await openPorch({ node });
  const volumeContext = {
    'csi.storage.k8s.io/pod.name': 'web',
    'csi.storage.k8s.io/pod.namespace': 'shop',
    'csi.storage.k8s.io/pod.uid': 'u-1',
    'csi.storage.k8s.io/ephemeral': 'false',
    ...change,
  };
  await client.node.nodePublishVolume({ ...requests.aNodePublish, volumeContext });
  expect(publishOnNode.mock.calls[0]?.[0].pod).toEqual(pod);
});
