import { readFile } from 'node:fs/promises';
import { failed, type Problem } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { statusNames } from '../src/index.js';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { controllerUseCases } from './support/use-cases.js';

interface Row {
  readonly kind: string;
  readonly code: string;
  readonly meaning: string;
  readonly remedy: string;
}

async function documentedRows(): Promise<readonly Row[]> {
  const text = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `([a-z-]+)` \| ([A-Z_]+) \| (.*) \| (.*) \|$/gm)].map((match) => {
    const [, kind = '', code = '', meaning = '', remedy = ''] = match;
    return { kind, code, meaning, remedy };
  });
}

test('docs/errors.md lists every kind of problem with its code, once and in the order of the table', async () => {
  const rows = await documentedRows();
  expect(rows.map(({ kind, code }) => [kind, code])).toEqual(Object.entries(statusNames));
});

test('docs/errors.md says for each what it means and what to do', async () => {
  for (const { kind, meaning, remedy } of await documentedRows()) {
    expect(meaning, kind).toMatch(/^.{15,}\.$/);
    expect(remedy, kind).toMatch(/^.{6,}\.$/);
  }
});

test('INTERNAL is kept for defects', () => {
  expect(Object.values(statusNames)).not.toContain('INTERNAL');
  expect(Object.values(statusNames)).not.toContain('UNKNOWN');
});

const samples: readonly Problem[] = [
  { kind: 'volume-missing', volume: 'v', arrays: ['a1'] },
  { kind: 'volume-differs', volume: 'v', difference: 'size' },
  { kind: 'attached-elsewhere', volume: 'v', holders: ['node-b'] },
  { kind: 'array-unreachable', array: 'a1', tried: [{ manager: 'm', reason: 'timeout' }] },
  { kind: 'fence-unproven', volume: 'v', node: 'n', evidence: 'a session is logged in' },
  { kind: 'outcome-unknown', array: 'a1', operation: 'create', detail: 'no answer' },
  { kind: 'capacity-out-of-range', detail: 'limit below required' },
];

test.each(samples)('$kind arrives with its code and its words', async (problem) => {
  const publishVolume = () => Promise.resolve(failed(problem));
  const { client, recorder } = await openPorch({ controller: controllerUseCases({ publishVolume }) });
  const error = await refusal(client.controller.controllerPublishVolume(requests.aPublish));
  expect(error.status).toBe(statusNames[problem.kind]);
  expect(recorder.ended).toMatchObject([
    {
      op: 'ControllerPublishVolume',
      code: error.status,
      problem: { kind: problem.kind, message: error.details },
    },
  ]);
});

test('a defect is INTERNAL with a request id; the stack goes to the log only', async () => {
  const deleteVolume = () => Promise.reject(new TypeError('undefined is not a function'));
  const { client, recorder } = await openPorch({ controller: controllerUseCases({ deleteVolume }) });
  const error = await refusal(client.controller.deleteVolume(requests.aDelete));
  const [line] = recorder.ended;
  expect(error.status).toBe('INTERNAL');
  expect(error.details).toContain(`request ${line?.requestId ?? '-'}`);
  expect(error.details).not.toContain('is not a function');
  expect(line?.defect?.stack).toContain('status-codes.test');
});

test('also what a use case throws before its first await, and what is no Error', async () => {
  const deleteVolume = () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a careless library may do it
    throw 'just text';
  };
  const { client, recorder } = await openPorch({ controller: controllerUseCases({ deleteVolume }) });
  expect((await refusal(client.controller.deleteVolume(requests.aDelete))).status).toBe('INTERNAL');
  expect(recorder.ended[0]?.defect?.message).toBe('just text');
});

test('long and odd messages arrive whole enough', async () => {
  const detail = `bad \ud800 surrogate, 名前, 100%, line\nbreak ${'x'.repeat(5000)}`;
  const deleteVolume = () => Promise.resolve(failed({ kind: 'capacity-out-of-range', detail } as const));
  const { client } = await openPorch({ controller: controllerUseCases({ deleteVolume }) });
  const error = await refusal(client.controller.deleteVolume(requests.aDelete));
  expect(error.details).toContain('bad \ufffd surrogate, 名前, 100%, line\nbreak xxx');
  expect(error.details.length).toBeLessThan(2100);
});

test('every call leaves two lines with the fixed keys', async () => {
  const { client, recorder } = await openPorch();
  await client.controller.controllerPublishVolume(requests.aPublish);
  await client.controller.createVolume(requests.aCreate);
  const [publish, create] = recorder.ended;
  expect(recorder.begun.map(({ requestId }) => requestId)).toEqual([publish?.requestId, create?.requestId]);
  expect(publish).toEqual({
    op: 'ControllerPublishVolume',
    volumeId: requests.aPublish.volumeId,
    nodeId: requests.aPublish.nodeId,
    requestId: expect.any(String) as string,
    code: 'OK',
    elapsedMs: expect.any(Number) as number,
    joined: false,
    late: false,
  });
  expect(create?.volumeId).toBe('pvc-1');
});
