import type { CallFinished } from '@twinsite/csi-adapter';
import { expect, test } from 'vitest';
import { logCalls } from '../src/log-calls.js';
import { createLogger } from '../src/logger.js';
import { outliveRejections } from '../src/outlive-rejections.js';

function logged() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, log: createLogger('test', 'info', { write }) };
}

const call: CallFinished = {
  op: 'ControllerPublishVolume',
  requestId: 'r-1',
  volumeId: 'csi-iscsi-vid-pvc-1',
  code: 'OK',
  elapsedMs: 12.5,
  joined: false,
  late: false,
};

test('a call leaves one line at info with the fixed keys, and the site of its node', () => {
  const { lines, log } = logged();
  logCalls(log).finished({ ...call, nodeId: '2;node-1;iqn.2026-01.test:node-1;b' });
  logCalls(log, { name: 'node-7', site: 'a' }).finished({ ...call, op: 'NodeStageVolume' });
  logCalls(log).finished({ ...call, nodeId: '1;node-1;iqn.2026-01.test:node-1' });
  const keys = ['op', 'volumeId', 'nodeId', 'site', 'requestId', 'elapsedMs'] as const;
  expect(lines.map((line) => keys.map((key) => line[key]))).toEqual([
    ['ControllerPublishVolume', call.volumeId, '2;node-1;iqn.2026-01.test:node-1;b', 'b', 'r-1', 12.5],
    ['NodeStageVolume', call.volumeId, 'node-7', 'a', 'r-1', 12.5],
    ['ControllerPublishVolume', call.volumeId, '1;node-1;iqn.2026-01.test:node-1', undefined, 'r-1', 12.5],
  ]);
});

test('a promise that nobody waits for is written down and ends nothing (H33)', () => {
  const { lines, log } = logged();
  const before = process.listeners('unhandledRejection');
  outliveRejections(log);
  const [ours] = process.listeners('unhandledRejection').filter((listener) => !before.includes(listener));
  if (ours === undefined) throw new Error('nobody listens');
  process.removeListener('unhandledRejection', ours);
  ours(new Error('forgotten'), Promise.resolve());
  expect(lines).toMatchObject([
    { level: 'error', msg: 'defect', defect: expect.stringContaining('forgotten') as string },
  ]);
});
