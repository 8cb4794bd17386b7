import { never } from '@twinsite/domain';
import { twoSitePath } from '@twinsite/domain/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { LruMap } from '../../src/client/lru-map.js';
import { ManagerLinks } from '../../src/client/manager-links.js';
import { systemClock } from '../../src/client/system-clock.js';
import { defaultTimings } from '../../src/client/timings.js';
import { emptyMemory } from '../../src/ports/array-context.js';
import { expectOk, volumeName } from '../transport/an-array.js';
import { loggingIn, startManagerStub, volumesReply } from '../transport/manager-stub.js';
import { directoryOf, listed, secret } from './a-directory.js';

const MANY = 10_000;
const LIMIT = 4_096;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

describe('what is remembered of an array', () => {
  it('stays bounded over 10,000 nodes, paths and mapping groups, and keeps the latest', () => {
    const memory = emptyMemory(defaultTimings, systemClock);
    for (const n of numbers(MANY)) {
      memory.registrations.set(`iqn.2026-01.test:node-${n}`, { groupId: n, name: `node-${n}` });
      memory.mappingGroups.set(`1/${n}`, n);
      memory.accessPathList.set(`list-${n}`, []);
      memory.accessPaths.set(`ap-${n}`, twoSitePath(`ap-${n}`));
    }
    expect(memory.registrations.size).toBe(LIMIT);
    expect(memory.mappingGroups.size).toBe(LIMIT);
    expect(memory.accessPathList.size).toBe(1);
    expect(memory.accessPaths.size).toBe(LIMIT);
    expect(memory.registrations.get(`iqn.2026-01.test:node-${MANY - 1}`)?.groupId).toBe(MANY - 1);
    expect(memory.registrations.get('iqn.2026-01.test:node-0')).toBe(undefined);
  });
});

describe('the sessions of one array', () => {
  it('are forgotten, the least used first, when 10,000 credentials have come by', async () => {
    const manager = await startManagerStub(loggingIn(() => volumesReply()));
    const directory = directoryOf([listed('one', manager.address)]);
    open.push(directory, manager);
    const find = async (user: string): Promise<void> => {
      const array = expectOk(directory.resolve({ managers: [], credentials: secret(user) }));
      expectOk(await array.volumes.find(volumeName('pvc-1'), never));
    };
    await find('first');
    await find('first');
    expect(manager.logins()).toBe(1);
    for (const n of numbers(MANY)) directory.resolve({ managers: [], credentials: secret(`user-${n}`) });
    await find('first');
    await find('first');
    expect(manager.logins()).toBe(2);
  });
});

describe('the connections to managers', () => {
  it('are closed, the least used first, beyond 64 of 10,000', () => {
    const links = new ManagerLinks(defaultTimings, () => 0);
    open.push(links);
    const to = (n: number) => links.to({ label: `host-${n}:8056`, origin: `http://host-${n}:8056` }, {});
    const made = numbers(MANY).map(to);
    for (const n of numbers(64)) expect(to(MANY - 1 - n)).toBe(made[MANY - 1 - n]);
    expect(to(MANY - 65)).not.toBe(made[MANY - 65]);
  });

  it('hands over what it drops, once', () => {
    const dropped: number[] = [];
    const map = new LruMap<number>(64, (value) => dropped.push(value));
    for (const n of numbers(MANY)) map.set(`key-${n}`, n);
    expect([map.size, dropped.length, new Set(dropped).size]).toEqual([64, MANY - 64, MANY - 64]);
  });
});
