import { bytes, ok } from '@twinsite/domain';
import { expect, onTestFinished, test } from 'vitest';
import { createCsiClient } from '../src/index.js';
import { Gate } from './support/gate.js';
import { heldCreate, heldStage } from './support/held-work.js';
import { openPorch, refusal } from './support/porch.js';
import { relayTo } from './support/relay.js';
import * as requests from './support/requests.js';
import { controllerUseCases, nodeUseCases } from './support/use-cases.js';

test('a controller call that is cancelled cancels its work and is CANCELLED', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ controller: heldCreate(gate) });
  const abort = new AbortController();
  const call = client.controller.createVolume(requests.aCreate, { signal: abort.signal });
  await gate.begun;
  abort.abort();
  expect((await refusal(call)).status).toBe('CANCELLED');
  await recorder.until(() => recorder.ended.length === 2);
  expect(gate.signals[0]?.aborted).toBe(true);
  expect(recorder.ended).toMatchObject([
    { code: 'CANCELLED', late: false, problem: { kind: 'cancelled' } },
    { code: 'CANCELLED', late: true },
  ]);
});

test('a connection that breaks cancels like its caller would', async () => {
  const gate = new Gate();
  const { socket, recorder } = await openPorch({ controller: heldCreate(gate) });
  const relay = await relayTo(socket);
  const other = createCsiClient(`unix://${relay.socket}`);
  onTestFinished(() => other.close());
  const call = refusal(other.controller.createVolume(requests.aCreate));
  await gate.begun;
  relay.cut();
  expect((await call).status).toBe('UNAVAILABLE');
  await recorder.until(() => recorder.ended.length === 2);
  expect(recorder.ended[0]?.problem?.kind).toBe('cancelled');
  expect(gate.signals[0]?.aborted).toBe(true);
});

test('controller work is cancelled only when its last caller has gone', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ controller: heldCreate(gate) });
  const abort = new AbortController();
  const leaving = client.controller.createVolume(requests.aCreate, { signal: abort.signal });
  await gate.begun;
  const staying = client.controller.createVolume(requests.aCreate);
  await recorder.until(() => recorder.begun.length === 2);
  abort.abort();
  expect((await refusal(leaving)).status).toBe('CANCELLED');
  await recorder.until(() => recorder.ended.length === 1);
  expect(gate.signals[0]?.aborted).toBe(false);
  gate.open();
  expect((await staying).volume?.volumeId).toBe('csi-iscsi-vid-1');
});

test('cancelled work that has not ended yet keeps its volume: even the same request is ABORTED', async () => {
  const gate = new Gate();
  const createVolume = async (_request: unknown, signal: unknown) => {
    await gate.pass(signal);
    return ok({ volumeId: 'v', size: bytes(1), context: {} });
  };
  const { client, recorder } = await openPorch({ controller: controllerUseCases({ createVolume }) });
  const abort = new AbortController();
  const call = client.controller.createVolume(requests.aCreate, { signal: abort.signal });
  await gate.begun;
  abort.abort();
  await refusal(call);
  await recorder.until(() => recorder.ended.length === 1);
  const error = await refusal(client.controller.createVolume(requests.aCreate));
  expect([error.status, error.details]).toEqual(['ABORTED', expect.stringContaining('coming to its end')]);
  gate.open();
  await recorder.until(() => recorder.ended.some(({ late }) => late));
  await client.controller.createVolume(requests.aCreate);
});

test('a deadline ends the call with DEADLINE_EXCEEDED and cancels controller work', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ controller: heldCreate(gate) });
  const error = await refusal(client.controller.createVolume(requests.aCreate, { deadlineMs: 50 }));
  await recorder.until(() => recorder.ended.length === 2);
  expect([error.status, recorder.ended[0]?.code]).toEqual(['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED']);
  expect(recorder.ended[0]?.problem?.kind).toBe('deadline');
  expect(gate.signals[0]?.aborted).toBe(true);
});

test('node work outlives its caller, the next same call joins it, and nobody else gets in between (H26)', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ node: heldStage(gate) });
  const gone = client.node.nodeStageVolume(requests.aStage, { deadlineMs: 50 });
  expect((await refusal(gone)).status).toBe('DEADLINE_EXCEEDED');
  await recorder.until(() => recorder.ended.length === 1);
  expect(gate.signals[0]?.aborted).toBe(false);
  expect((await refusal(client.node.nodeUnstageVolume(requests.anUnstage))).status).toBe('ABORTED');
  const back = client.node.nodeStageVolume(requests.aStage);
  await recorder.until(() => recorder.begun.length === 3);
  gate.open();
  await back;
  expect(gate.entered).toBe(1);
});

test('node work that ends when nobody waits leaves a late line', async () => {
  const gate = new Gate();
  const { client, recorder } = await openPorch({ node: heldStage(gate) });
  await refusal(client.node.nodeStageVolume(requests.aStage, { deadlineMs: 50 }));
  await recorder.until(() => recorder.ended.length === 1);
  gate.open();
  await recorder.until(() => recorder.ended.length === 2);
  expect(recorder.ended[1]).toMatchObject({ op: 'NodeStageVolume', code: 'OK', late: true });
});

test('no work runs longer than its budget, on a node neither', async () => {
  const gate = new Gate();
  const { client } = await openPorch({ node: heldStage(gate), operationBudgetMs: 50 });
  const error = await refusal(client.node.nodeStageVolume(requests.aStage));
  expect([error.status, error.details]).toEqual(['DEADLINE_EXCEEDED', expect.stringContaining('50 ms')]);
  expect(gate.signals[0]?.aborted).toBe(true);
});

test('a call without a deadline gets one', async () => {
  const gate = new Gate();
  const { client } = await openPorch({ controller: heldCreate(gate), callDeadlineMs: 50 });
  const error = await refusal(client.controller.createVolume(requests.aCreate, { deadlineMs: Infinity }));
  expect([error.status, error.details]).toEqual([
    'DEADLINE_EXCEEDED',
    expect.stringContaining('within 50 ms'),
  ]);
});

test('an exception that only repeats the abort is no defect', async () => {
  const gate = new Gate();
  const stageVolume = async (_request: unknown, signal: unknown) => {
    await gate.passUnlessAborted(signal).catch((cause: unknown) => {
      throw Object.assign(new Error('The operation was aborted', { cause }), { name: 'AbortError' });
    });
    return ok(undefined);
  };
  const { client } = await openPorch({ node: nodeUseCases({ stageVolume }), operationBudgetMs: 50 });
  expect((await refusal(client.node.nodeStageVolume(requests.aStage))).status).toBe('DEADLINE_EXCEEDED');
});

test('a defect during an abort stays a defect', async () => {
  const gate = new Gate();
  const stageVolume = async (_request: unknown, signal: unknown) => {
    await gate.passUnlessAborted(signal).catch(() => {
      throw new TypeError('bug');
    });
    return ok(undefined);
  };
  const { client } = await openPorch({ node: nodeUseCases({ stageVolume }), operationBudgetMs: 50 });
  expect((await refusal(client.node.nodeStageVolume(requests.aStage))).status).toBe('INTERNAL');
});
