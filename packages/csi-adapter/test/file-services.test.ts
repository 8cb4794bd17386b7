import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readFilePublishContext, writeFilePublishContext, writePublishContext } from '../src/index.js';
import { aFileAttachment, fileControllerUseCases, fileNodeUseCases } from './support/file-use-cases.js';
import { openOnly, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { anAttachment } from './support/use-cases.js';

const volumeId = 'csi-nfs-vid-pvc-1';

test('what ControllerPublishVolume answers is what NodeStageVolume and NodePublishVolume understand', async () => {
  const node = fileNodeUseCases();
  const [stage, publish] = [vi.spyOn(node, 'stageVolume'), vi.spyOn(node, 'publishOnNode')];
  const { client } = await openOnly({ files: { controller: fileControllerUseCases(), node } });
  const { publishContext } = await client.controller.controllerPublishVolume({
    ...requests.aPublish,
    volumeId,
  });
  await client.node.nodeStageVolume({ ...requests.aStage, volumeId, publishContext });
  await client.node.nodePublishVolume({ ...requests.aNodePublish, volumeId, publishContext });
  for (const call of [stage, publish])
    expect(call.mock.calls[0]?.[0]).toMatchObject({ volumeId, attachment: aFileAttachment });
});

test('an expansion of a file volume leaves nothing to the node', async () => {
  const { client } = await openOnly({ files: { controller: fileControllerUseCases() } });
  const range = { capacityRange: { requiredBytes: 7n } };
  expect(await client.controller.controllerExpandVolume({ volumeId, ...range })).toMatchObject({
    capacityBytes: 7n,
    nodeExpansionRequired: false,
  });
});

test('creating and deleting one file volume exclude each other', async () => {
  let end: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const controller = fileControllerUseCases();
  const { createVolume } = controller;
  const { client } = await openOnly({
    files: {
      controller: { ...controller, createVolume: (...call) => held.then(() => createVolume(...call)) },
    },
  });
  const creating = client.controller.createVolume(requests.aCreate);
  await vi.waitFor(async () => {
    expect((await refusal(client.controller.deleteVolume({ volumeId }))).status).toBe('ABORTED');
  });
  end();
  await creating;
});

test('a publish context of another driver, or of a newer one, is refused by its key', () => {
  const written = writeFilePublishContext(aFileAttachment);
  const context = written.ok ? written.value : {};
  const block = writePublishContext(anAttachment);
  const field = (key: string) => ({ problem: { field: `publish_context["${key}"]` } });
  expect(readFilePublishContext({})).toMatchObject(field('protocol'));
  expect(readFilePublishContext(block.ok ? block.value : {})).toMatchObject(field('protocol'));
  for (const [key, value] of [
    ['v', '2'],
    ['source', '10.0.0.1'],
    ['readonly', 'yes'],
    ['access', 'all'],
  ] as const)
    expect(readFilePublishContext({ ...context, [key]: value })).toMatchObject(field(key));
});

test('every attachment survives its publish context', () => {
  const attachment = fc.record({
    source: fc.record({
      server: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
      path: fc.stringMatching(/^\/sdsfs\/[a-z0-9. -]{0,9}[a-z]\/[a-zA-Z0-9:. -]{0,9}[a-z]$/),
    }),
    readOnly: fc.boolean(),
    access: fc.constantFrom('public', 'group', 'node'),
  });
  fc.assert(
    fc.property(attachment, (given) => {
      const context = writeFilePublishContext(given);
      expect(context.ok && readFilePublishContext(context.value)).toEqual({ ok: true, value: given });
    }),
  );
});
