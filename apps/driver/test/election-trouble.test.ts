import type { Problem } from '@twinsite/domain';
import { FakeEventSink } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { ElectionTrouble } from '../src/background/election-trouble.js';
import { createLogger } from '../src/logger.js';

const lease = { namespace: 'storage', name: 'twinsite-controller' };
const denied = (verb: string): Problem => ({
  kind: 'kubernetes-denied',
  operation: `${verb} leases storage/twinsite-controller`,
  detail: 'User "system:serviceaccount:storage:driver" cannot do that',
});
const silent: Problem = { kind: 'kubernetes-unreachable', operation: 'get leases', detail: 'no answer' };

function aTrouble() {
  const [events, lines]: [FakeEventSink, string[]] = [new FakeEventSink(), []];
  const log = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  return { events, lines, trouble: new ElectionTrouble({ lease, events, log }) };
}

test('a denied Lease is told by account, verb, namespace and what to change, once however often it is tried', () => {
  const { events, lines, trouble } = aTrouble();
  for (let round = 0; round < 50; round += 1) trouble.met(denied('get'));
  expect(events.said).toMatchObject([
    { about: { kind: 'Lease', ...lease }, type: 'Warning', reason: 'LeaseDenied' },
  ]);
  const message = events.said[0]?.message ?? '';
  for (const words of [
    'verb get ',
    'system:serviceaccount:storage:driver',
    'namespace storage',
    'create of leases',
    'get and update of twinsite-controller',
    'rbac.create=true',
  ])
    expect(message).toContain(words);
  expect(message.length).toBeLessThan(1024);
  expect(lines, 'the sink writes the line').toEqual([]);
});

test('a replacement is denied as update, and another verb is told too', () => {
  const { events, trouble } = aTrouble();
  for (const verb of ['get', 'replace']) trouble.met(denied(verb));
  expect(events.said.map(({ message }) => /verb (\w+)/.exec(message)?.[1])).toEqual(['get', 'update']);
});

test('it is told anew when it was over in between', () => {
  const { events, trouble } = aTrouble();
  trouble.met(denied('get'));
  trouble.over();
  trouble.met(denied('get'));
  expect(events.said).toHaveLength(2);
});

test('other trouble is a line of the log, once until an answer comes', () => {
  const { events, lines, trouble } = aTrouble();
  for (let round = 0; round < 3; round += 1) trouble.met(silent);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('kubernetes-unreachable');
  trouble.over();
  trouble.met(silent);
  expect([lines.length, events.said.length]).toEqual([2, 0]);
});
