import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import {
  mergeArrays,
  type ListedArray,
  type SeenAccessPath,
  type XmsArrayDirectory,
} from '../../src/index.js';
import { eventually, expectOk, expectProblem, traits, volumeName } from '../transport/an-array.js';
import { loggingIn, startManagerStub, volumesReply, type ManagerStub } from '../transport/manager-stub.js';
import { directoryOf, listed, secret } from './a-directory.js';

const name = volumeName('pvc-1');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function stub(): Promise<ManagerStub> {
  const manager = await startManagerStub(loggingIn(() => volumesReply()));
  open.push(manager);
  return manager;
}

function opened(arrays: readonly ListedArray[]): XmsArrayDirectory {
  const directory = directoryOf(arrays);
  open.push(directory);
  return directory;
}

describe('managers and credentials of a request', () => {
  it('come first, and the other listed managers after them', async () => {
    const [first, second] = [await stub(), await stub()];
    const directory = opened([listed('one', first.address, second.address)]);
    const array = expectOk(directory.resolve({ managers: [second.address], credentials: secret('own') }));
    expectOk(await array.volumes.find(name, never));
    expect([first.seen.length, second.calls().length]).toEqual([0, 1]);
    expect(second.seen[0]?.body).toContain('"own"');
    await second.close();
    expectOk(await array.volumes.find(name, never));
    expect(first.calls()).toHaveLength(1);
  });

  it('never bring the configured password to a manager that is not listed', async () => {
    const [mine, stranger] = [await stub(), await stub()];
    const directory = opened([listed('one', mine.address)]);
    const array = expectOk(
      directory.resolve({ managers: [stranger.address, mine.address], credentials: undefined }),
    );
    expectOk(await array.volumes.find(name, never));
    expect(stranger.seen).toHaveLength(0);
    expect(mine.calls()).toHaveLength(1);
  });

  it('go to no manager that only AccessPaths with other credentials name', async () => {
    const [mine, stranger] = [await stub(), await stub()];
    const thief: SeenAccessPath = {
      key: { namespace: 'apps', name: 'older' },
      createdAt: 0,
      managers: [mine.address, stranger.address],
      credentials: secret('thief'),
    };
    const { arrays } = mergeArrays({ configured: [], accessPaths: [thief], traits });
    const directory = opened(arrays);
    const hint = { managers: [mine.address], credentials: secret('own') };
    const array = expectOk(directory.resolve(hint));
    expectOk(await array.volumes.find(name, never));
    await mine.close();
    expectProblem(await array.volumes.find(name, never), 'array-unreachable');
    expect(stranger.seen).toHaveLength(0);
    const same = expectOk(directory.resolve({ ...hint, credentials: secret('thief') }));
    expectOk(await same.volumes.find(name, never));
    expect(stranger.calls()).toHaveLength(1);
  });

  it.each([
    ['names the managers for it', true],
    ['is alone, and nobody names any', false],
  ])('go to no manager of an AccessPath that %s', async (_what, isNamed) => {
    const stranger = await stub();
    const squatter: SeenAccessPath = {
      key: { namespace: 'apps', name: 'my-ap' },
      createdAt: 0,
      managers: [stranger.address],
      credentials: secret('squatter'),
    };
    const directory = opened(mergeArrays({ configured: [], accessPaths: [squatter], traits }).arrays);
    const managers = isNamed ? squatter.managers : [];
    const hint = { managers, namedBy: 'access-path', credentials: secret('of-the-class') } as const;
    const array = expectOk(directory.resolve(hint));
    expectOk(await array.volumes.find(name, never));
    expect(stranger.seen[0]?.body).toContain('"squatter"');
    expect(JSON.stringify(stranger.seen)).not.toContain('of-the-class');
  });

  it('go to the managers of the configuration, and to none that an AccessPath has joined to them', async () => {
    const [mine, stranger] = [await stub(), await stub()];
    const configured = [listed('one', mine.address)];
    const joining: SeenAccessPath = {
      key: { namespace: 'apps', name: 'my-ap' },
      createdAt: 0,
      managers: [stranger.address, mine.address],
      credentials: secret('one-user'),
    };
    const directory = opened(mergeArrays({ configured, accessPaths: [joining], traits }).arrays);
    for (const hint of [
      { managers: joining.managers, namedBy: 'access-path', credentials: secret('own') },
      { managers: [mine.address], credentials: secret('own') },
    ] as const) {
      const array = expectOk(directory.resolve(hint));
      expectOk(await array.volumes.find(name, never));
    }
    expect(mine.seen[0]?.body).toContain('"own"');
    await mine.close();
    const array = expectOk(directory.resolve({ managers: [mine.address], credentials: secret('own') }));
    expectProblem(await array.volumes.find(name, never), 'array-unreachable');
    expect(stranger.seen).toHaveLength(0);
  });

  it('share one login between requests', async () => {
    const manager = await stub();
    const directory = opened([listed('one', manager.address)]);
    for (const array of [...directory.listed(), ...directory.listed()])
      expectOk(await array.volumes.find(name, never));
    expect(manager.logins()).toBe(1);
  });
});

describe('closing', () => {
  it('ends the connections, and a later call opens new ones', async () => {
    const manager = await stub();
    const directory = opened([listed('one', manager.address)]);
    const find = async () => {
      for (const array of directory.listed()) expectOk(await array.volumes.find(name, never));
    };
    await find();
    await directory.close();
    await eventually(() => manager.connections() === 0);
    await find();
    expect(manager.calls()).toHaveLength(2);
  });
});
