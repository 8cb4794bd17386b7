import { resources } from '@twinsite/k8s-dr-adapter';
import { expect, test } from 'vitest';
import { aNode } from './a-node.js';

test('a pod whose volume is read-only without its asking has an event that says so, one however often', async () => {
  const { server, stage, publish } = await aNode();
  expect(await stage({ readOnly: true })).toMatchObject({ ok: true });
  for (const round of [1, 2, 3]) expect(await publish(), `round ${round}`).toMatchObject({ ok: true });
  await expect.poll(() => server.objects(resources.events).length).toBeGreaterThan(0);
  expect(server.objects(resources.events)).toMatchObject([
    {
      metadata: { namespace: 'shop' },
      regarding: { kind: 'Pod', namespace: 'shop', name: 'web', uid: 'u-1' },
      reason: 'VolumeReadOnly',
      type: 'Normal',
      reportingInstance: 'node-1',
    },
  ]);
});

test.each([
  ['does not answer', 'frozen'],
  ['denies events', 'denied'],
] as const)('an API server that %s neither delays nor fails a publication', async (_, fault) => {
  const { server, stage, publish } = await aNode();
  if (fault === 'frozen') server.faults.frozen = true;
  else server.faults.answer({ plural: 'events', status: 403 });
  await stage({ readOnly: true });
  const begun = performance.now();
  expect(await publish()).toMatchObject({ ok: true });
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(server.objects(resources.events)).toEqual([]);
});

test('what a call stages or unstages is reported soon, not with the pass of half a minute later', async () => {
  const { server, start, stage, unstage } = await aNode();
  await start();
  const reported = () => JSON.stringify(server.objects(resources.nodePaths));
  await expect.poll(reported).toContain('node-1');
  expect(reported()).not.toContain('csi-iscsi-vid-pvc-1');
  expect(await stage()).toMatchObject({ ok: true });
  await expect.poll(reported, { timeout: 5000 }).toContain('csi-iscsi-vid-pvc-1');
  expect(await unstage()).toMatchObject({ ok: true });
  await expect.poll(reported, { timeout: 5000 }).not.toContain('csi-iscsi-vid-pvc-1');
});
