import { bytes, failed, ok } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { Gate } from './support/gate.js';
import { heldCreate, heldStage } from './support/held-work.js';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { controllerUseCases } from './support/use-cases.js';

test('the same request joins the one under way: the work is done once, both get its answer', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ controller: heldCreate(gate) });
  const first = client.controller.createVolume(requests.aCreate);
  await gate.begun;
  const second = client.controller.createVolume(requests.aCreate);
  await recorder.until(() => recorder.begun.length === 2);
  gate.open();
  const [a, b] = await Promise.all([first, second]);
  expect(gate.entered).toBe(1);
  expect(b.volume?.volumeId).toBe(a.volume?.volumeId);
  expect(recorder.ended.map(({ joined }) => joined)).toEqual([false, true]);
});

test('the order of map entries does not make another request', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ controller: heldCreate(gate) });
  const first = client.controller.createVolume({ ...requests.aCreate, parameters: { a: '1', b: '2' } });
  await gate.begun;
  const second = client.controller.createVolume({ ...requests.aCreate, parameters: { b: '2', a: '1' } });
  await recorder.until(() => recorder.begun.length === 2);
  gate.open();
  await Promise.all([first, second]);
  expect(gate.entered).toBe(1);
});

test('another request for the same volume is ABORTED and says what is in the way', async () => {
  const gate = new Gate();
  const { client } = await openPorch({ controller: heldCreate(gate) });
  const first = client.controller.createVolume(requests.aCreate);
  await gate.begun;
  const larger = { ...requests.aCreate, capacityRange: { requiredBytes: 2n ** 34n } };
  const error = await refusal(client.controller.createVolume(larger));
  expect([error.status, error.details]).toEqual([
    'ABORTED',
    expect.stringContaining('CreateVolume is still under way'),
  ]);
  gate.open();
  await first;
});

test('create knows the name and delete the handle, both mean one volume', async () => {
  const gate = new Gate();
  const { client } = await openPorch({ controller: heldCreate(gate) });
  const first = client.controller.createVolume(requests.aCreate);
  await gate.begun;
  for (const volumeId of ['csi-iscsi-vid-pvc-1', 'csi-iscsi-pvc-1']) {
    expect((await refusal(client.controller.deleteVolume({ volumeId }))).status).toBe('ABORTED');
  }
  await client.controller.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-2' });
  gate.open();
  await first;
});

test('reading does not wait for work on the volume', async () => {
  const gate = new Gate();
  const { client } = await openPorch({ controller: heldCreate(gate), node: heldStage(gate) });
  const create = client.controller.createVolume(requests.aCreate);
  const stage = client.node.nodeStageVolume(requests.aStage);
  await gate.begun;
  await client.controller.validateVolumeCapabilities(requests.aValidate);
  await client.node.nodeGetVolumeStats(requests.aStats);
  gate.open();
  await Promise.all([create, stage]);
});

test('after the end of the work, good or bad, the volume is free again', async () => {
  let calls = 0;
  const createVolume = () => {
    calls += 1;
    if (calls === 1) return Promise.resolve(failed({ kind: 'capacity-out-of-range', detail: '' } as const));
    if (calls === 2) return Promise.reject(new Error('defect'));
    return Promise.resolve(ok({ volumeId: 'v', size: bytes(1), context: {} }));
  };
  const { client } = await openPorch({ controller: controllerUseCases({ createVolume }) });
  expect((await refusal(client.controller.createVolume(requests.aCreate))).status).toBe('OUT_OF_RANGE');
  expect(
    (await refusal(client.controller.createVolume({ ...requests.aCreate, parameters: {} }))).status,
  ).toBe('INTERNAL');
  await client.controller.createVolume(requests.aCreate);
});

test('a hundred callers of ten volumes: one piece of work per volume', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ controller: heldCreate(gate) });
  const calls = Array.from({ length: 100 }, (_, index) =>
    client.controller.createVolume({ ...requests.aCreate, name: `pvc-${index % 10}` }),
  );
  await recorder.until(() => recorder.begun.length === 100);
  gate.open();
  await Promise.all(calls);
  expect(gate.entered).toBe(10);
});
