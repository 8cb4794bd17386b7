import {
  DEFAULT_IDENTITY_RULE,
  failed,
  never,
  ok,
  type ArrayCredentials,
  type ClassEntry,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { FakeClassSecrets, ManualClock } from '@twinsite/domain/testing';
import type { ArrayTraits, ListedArray } from '@twinsite/xms-adapter';
import { siteMapOf } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { ClassArrays } from '../src/class-arrays/class-arrays.js';
import { listedOnly } from '../src/class-arrays/listed-only.js';
import { warningOfClasses } from '../src/class-arrays/warn-of-classes.js';
import { createLogger } from '../src/logger.js';

const traits: ArrayTraits = {
  siteMap: siteMapOf(new Map()),
  identityRule: DEFAULT_IDENTITY_RULE,
  fence: { removalDrains: false, waitMs: 60_000 },
};
const login = (user: string, password = 'right'): ArrayCredentials => ({ kind: 'password', user, password });
const entry = (managers: readonly string[], credentials = login('admin')): ClassEntry => ({
  managers,
  credentials,
  from: 'class',
});
const denied: Problem = { kind: 'array-denied', array: '10.0.0.1:8056', detail: 'wrong password' };

function aController(secrets = new FakeClassSecrets(), configured: readonly ListedArray[] = []) {
  const lists: (readonly string[])[] = [];
  const tried: string[] = [];
  const clock = new ManualClock();
  const arrays = new ClassArrays({
    secrets,
    configured,
    traits,
    clock,
    replace: ({ arrays: listed }) => {
      lists.push(
        listed.map(({ name, credentials }) =>
          credentials.kind === 'password' ? `${name} ${credentials.user}` : `${name} ${credentials.kind}`,
        ),
      );
      return ok(undefined);
    },
    tryOut: ({ managers, credentials }): Promise<Result<void, Problem>> => {
      tried.push(managers.join());
      const isRight = credentials.kind === 'password' && credentials.password === 'right';
      return Promise.resolve(isRight ? ok(undefined) : failed(denied));
    },
  });
  return { arrays, secrets, clock, tried, list: () => lists.at(-1), lists: () => lists.length };
}

test('an array that a class brings is tried once, kept, listed, and listed again after a restart', async () => {
  const { arrays, secrets, tried, list } = aController();
  for (const managers of [
    ['10.0.0.1', '10.0.0.2'],
    ['http://10.0.0.1:8056', '10.0.0.2'],
  ])
    expect(await arrays.keep(entry(managers), never)).toEqual(ok(undefined));
  expect(tried).toHaveLength(1);
  expect(list()).toEqual(['10.0.0.1:8056 admin']);
  const next = aController(secrets);
  expect(await next.arrays.pass(never)).toMatchObject({ ok: true });
  expect(next.list()).toEqual(['10.0.0.1:8056 admin']);
});

test('a wrong password is refused and replaces nothing, and the last one that logs in wins', async () => {
  const { arrays, clock, list } = aController();
  expect(await arrays.keep(entry(['10.0.0.1']), never)).toEqual(ok(undefined));
  const wrong = await arrays.keep(entry(['10.0.0.1'], login('other', 'wrong')), never);
  expect(wrong).toEqual(failed(denied));
  expect(list()).toEqual(['10.0.0.1:8056 admin']);
  clock.advance(1000);
  expect(await arrays.keep(entry(['10.0.0.1'], login('other')), never)).toEqual(ok(undefined));
  expect(list()).toEqual(['10.0.0.1:8056 other']);
});

test('a manager that is new to the class is tried and listed', async () => {
  const { arrays, clock, tried, list } = aController();
  await arrays.keep(entry(['10.0.0.1']), never);
  clock.advance(1000);
  await arrays.keep(entry(['10.0.0.1', '10.0.0.2']), never);
  expect(tried).toEqual(['http://10.0.0.1:8056', 'http://10.0.0.1:8056,http://10.0.0.2:8056']);
  expect(list()).toEqual(['10.0.0.1:8056 admin']);
});

test('an array of the configuration needs nothing kept', async () => {
  const array: ListedArray = {
    ...traits,
    name: 'array-1',
    managers: ['10.0.0.1'],
    credentials: login('root'),
  };
  const { arrays, secrets, tried } = aController(undefined, [array]);
  expect(await arrays.keep(entry(['10.0.0.1:8056']), never)).toEqual(ok(undefined));
  expect(tried).toEqual([]);
  expect(await secrets.read()).toEqual(ok({ classes: [], unreadable: [] }));
});

test('another controller that saves in the same moment is waited out', async () => {
  const { arrays, secrets, list } = aController();
  await arrays.pass(never);
  secrets.faults.conflictNext = true;
  expect(await arrays.keep(entry(['10.0.0.1']), never)).toEqual(ok(undefined));
  expect(list()).toEqual(['10.0.0.1:8056 admin']);
});

test('twenty volumes that are made at once save once', async () => {
  const { arrays, list, lists } = aController();
  const kept = Array.from({ length: 20 }, () => arrays.keep(entry(['10.0.0.1']), never));
  for (const one of await Promise.all(kept)) expect(one).toEqual(ok(undefined));
  expect(list()).toEqual(['10.0.0.1:8056 admin']);
  expect(lists()).toBe(2);
});

test('an API server that is down changes no list, and nothing is called kept that is not', async () => {
  const { arrays, secrets, list } = aController();
  await arrays.keep(entry(['10.0.0.1']), never);
  secrets.faults.down = true;
  expect(await arrays.pass(never)).toMatchObject({ problem: { kind: 'kubernetes-unreachable' } });
  const other = await arrays.keep(entry(['10.0.0.9']), never);
  expect(other).toMatchObject({ problem: { kind: 'kubernetes-unreachable' } });
  expect(list()).toEqual(['10.0.0.1:8056 admin']);
  expect(await arrays.keep(entry(['10.0.0.1']), never)).toEqual(ok(undefined));
});

test('what is no manager is refused by the name of the parameter', async () => {
  const { arrays } = aController();
  expect(await arrays.keep(entry(['not a host']), never)).toMatchObject({
    problem: { kind: 'invalid-request', field: 'parameters["xmsServers"]', value: 'not a host' },
  });
});

test('without Kubernetes an array that is not listed is named as such', async () => {
  const missing = failed({ kind: 'array-not-listed', managers: ['m'], listed: [] } as const);
  expect(await listedOnly({ resolve: () => missing }).keep(entry(['m']), never)).toEqual(missing);
  expect(await listedOnly({ resolve: () => ok(undefined) }).keep(entry(['m']), never)).toEqual(ok(undefined));
});

test('credentials in a class are warned of once, and those of a secret never; no line holds them', async () => {
  const lines: string[] = [];
  const log = createLogger('test', 'debug', { write: (line) => void lines.push(line) });
  const warning = warningOfClasses({ keep: () => Promise.resolve(ok(undefined)) }, log);
  for (const from of ['secret', 'class', 'class'] as const)
    await warning.keep({ ...entry(['10.0.0.1'], login('admin', 'canary')), from }, never);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('credentials in a StorageClass');
  expect(lines[0]).not.toContain('canary');
});
