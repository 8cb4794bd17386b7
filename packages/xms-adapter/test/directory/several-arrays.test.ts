import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { XmsArrayDirectory } from '../../src/index.js';
import { expectOk, expectProblem, volumeName } from '../transport/an-array.js';
import {
  aVolume,
  loggingIn,
  LOGIN,
  startManagerStub,
  volumesReply,
  type Answer,
  type ManagerStub,
  type SeenRequest,
} from '../transport/manager-stub.js';
import { directoryOf, listed, secret } from './a-directory.js';

const name = volumeName('pvc-1');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function twoArrays(
  ...answers: readonly ((request: SeenRequest) => Answer | Promise<Answer>)[]
): Promise<{ readonly managers: readonly ManagerStub[]; readonly directory: XmsArrayDirectory }> {
  const managers = await Promise.all(answers.map((answer) => startManagerStub(answer)));
  const directory = directoryOf(managers.map(({ address }, index) => listed(`array-${index}`, address)));
  open.push(directory, ...managers);
  return { managers, directory };
}

const holding = (id: number) => loggingIn(() => volumesReply(aVolume(id, 'pvc-1')));

describe('several arrays at once', () => {
  it('are asked side by side, each with its own login, and answer for themselves', async () => {
    const { managers, directory } = await twoArrays(holding(1), holding(2));
    const found = await Promise.all(directory.listed().map((array) => array.volumes.find(name, never)));
    expect(found.map((result) => expectOk(result)?.id)).toEqual(['1', '2']);
    expect(managers.map((manager) => manager.logins())).toEqual([1, 1]);
    expect(managers.map(({ seen }) => seen[0]?.body)).toEqual([
      expect.stringContaining('array-0-user'),
      expect.stringContaining('array-1-user'),
    ]);
  });

  it('do not wait for one that is dark', async () => {
    const { directory } = await twoArrays(() => 'silence', holding(2));
    const [dark, bright] = directory.listed();
    if (dark === undefined || bright === undefined) throw new Error('two are listed');
    const finding = dark.volumes.find(name, never);
    const first = await Promise.race([finding, bright.volumes.find(name, never)]);
    expect(expectOk(first)?.id).toBe('2');
    expectProblem(await finding, 'array-unreachable');
  });

  it('do not share the rest of a password that one of them refuses', async () => {
    const refusing = ({ target }: SeenRequest): Answer =>
      target === LOGIN ? { status: 401 } : volumesReply();
    const { managers, directory } = await twoArrays(refusing, holding(2));
    const results = [];
    for (const { address } of managers) {
      const array = expectOk(directory.resolve({ managers: [address], credentials: secret('shared') }));
      results.push(await array.volumes.find(name, never), await array.volumes.find(name, never));
    }
    expect(results.map(({ ok }) => ok)).toEqual([false, false, true, true]);
    expect(managers.map((manager) => manager.logins())).toEqual([1, 1]);
  });
});
