import { describeProblem, never } from '@twinsite/domain';
import { afterEach, expect, it } from 'vitest';
import { anArray, volumeName } from './an-array.js';
import { aVolume, loggingIn, startManagerStub, type Answer } from './manager-stub.js';

const CANARY = 'canary-ch4p';
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

/** Names under which the array is known or likely to tell secrets of its targets and clients. */
const chap = {
  tname: 'target',
  tsecret: CANARY,
  chap_password: CANARY,
  mutual_chap_secret: CANARY,
  token: CANARY,
};

it.each<[string, Answer]>([
  ['a good reply', { status: 200, json: { block_volumes: [{ ...aVolume(1, 'pvc-1'), ...chap }] } }],
  ['a reply with a wrong field', { status: 200, json: { block_volumes: [{ ...chap, id: chap, name: 7 }] } }],
  ['a reply that is a list', { status: 200, json: [chap] }],
  [
    'a refusal',
    { status: 400, json: { error: { message: `bad request: ${JSON.stringify(chap)}` }, ...chap } },
  ],
  ['an error', { status: 500, json: chap }],
])('CHAP secrets in %s of the array reach neither message nor log (H31)', async (_what, reply) => {
  const shown: unknown[] = [];
  const manager = await startManagerStub(loggingIn(() => reply));
  const { array, directory } = anArray([manager.address], { onCall: (call) => shown.push(call) });
  open.push(manager, directory);
  const found = await array.volumes.find(volumeName('pvc-1'), never);
  shown.push(found.ok ? 'found' : describeProblem(found.problem));
  expect(shown.length).toBeGreaterThan(2);
  expect(JSON.stringify(shown)).not.toContain(CANARY);
});
