import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { ListedArray, XmsArrayDirectory } from '../../src/index.js';
import { eventually, expectOk, expectProblem, traits, volumeName } from '../transport/an-array.js';
import {
  loggingIn,
  startManagerStub,
  volumesReply,
  type Answer,
  type ManagerStub,
} from '../transport/manager-stub.js';
import { directoryOf, listed, secret } from './a-directory.js';

const name = volumeName('pvc-1');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function stub(answer: () => Answer | Promise<Answer> = () => volumesReply()): Promise<ManagerStub> {
  const manager = await startManagerStub(loggingIn(answer));
  open.push(manager);
  return manager;
}

function opened(arrays: readonly ListedArray[]): XmsArrayDirectory {
  const directory = directoryOf(arrays);
  open.push(directory);
  return directory;
}

const findOnAll = async (directory: XmsArrayDirectory): Promise<void> => {
  for (const array of directory.listed()) expectOk(await array.volumes.find(name, never));
};

describe('a list that is replaced', () => {
  it('keeps the login and the connection of an array that stays as it is', async () => {
    const [one, two] = [await stub(), await stub()];
    const directory = opened([listed('one', one.address)]);
    await findOnAll(directory);
    expectOk(directory.replace({ arrays: [listed('two', two.address), listed('one', one.address)] }));
    await findOnAll(directory);
    expect([one.logins(), one.closed(), two.logins()]).toEqual([1, 0, 1]);
  });

  it('keeps the connection and logs in anew when the credentials have changed', async () => {
    const one = await stub();
    const directory = opened([listed('one', one.address)]);
    await findOnAll(directory);
    expectOk(
      directory.replace({ arrays: [{ ...listed('one', one.address), credentials: secret('rotated') }] }),
    );
    await findOnAll(directory);
    expect([one.logins(), one.closed()]).toEqual([2, 0]);
    expect(one.seen.at(-2)?.body).toContain('"rotated"');
  });

  it('keeps the login when an array gains a manager', async () => {
    const [one, two] = [await stub(), await stub()];
    const directory = opened([listed('one', one.address)]);
    await findOnAll(directory);
    expectOk(directory.replace({ arrays: [listed('one', one.address, two.address)] }));
    await findOnAll(directory);
    expect([one.logins(), two.logins()]).toEqual([1, 0]);
  });

  it('forgets what was remembered under other traits, and keeps the login', async () => {
    const one = await stub();
    const directory = opened([listed('one', one.address)]);
    await findOnAll(directory);
    const fence = { ...traits.fence, waitMs: 1_000 };
    expectOk(directory.replace({ arrays: [{ ...listed('one', one.address), fence }] }));
    await findOnAll(directory);
    expect(directory.listed()[0]?.fence.waitMs).toBe(1_000);
    expect(one.logins()).toBe(1);
  });

  it('closes the connections of an array that has gone, when the call under way has its answer', async () => {
    let answerNow: (answer: Answer) => void = () => undefined;
    const one = await stub(() => new Promise<Answer>((resolve) => (answerNow = resolve)));
    const directory = opened([listed('one', one.address)]);
    const [array] = directory.listed();
    const finding = array?.volumes.find(name, never);
    await eventually(() => one.calls().length === 1);
    expectOk(directory.replace({ arrays: [] }));
    expect(directory.listed()).toEqual([]);
    answerNow(volumesReply());
    expect((await finding)?.ok).toBe(true);
    // Sooner than an idle connection ends by itself.
    await expect.poll(() => one.connections(), { timeout: 1_500 }).toBe(0);
  });

  it('that contradicts itself changes nothing', async () => {
    const one = await stub();
    const directory = opened([listed('one', one.address)]);
    const arrays = [listed('two', '10.0.0.2'), listed('two', '10.0.0.3')];
    expectProblem(directory.replace({ arrays }), 'invalid-request');
    expect(directory.listed().map((array) => array.name)).toEqual(['one']);
    await findOnAll(directory);
  });
});

describe('other managers of an array', () => {
  it('mean the array, and never get the listed credentials', async () => {
    const [one, other] = [await stub(), await stub()];
    const directory = opened([{ ...listed('one', one.address), otherManagers: [other.address] }]);
    const array = expectOk(directory.resolve({ managers: [other.address], credentials: undefined }));
    expect(array.name).toBe('one');
    expectOk(await array.volumes.find(name, never));
    expect([other.seen.length, one.calls().length]).toEqual([0, 1]);
  });
});
