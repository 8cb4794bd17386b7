import type { ArrayCredentials } from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createArrayDirectory,
  mergeArrays,
  type ListedArray,
  type MissingCredentials,
  type SeenAccessPath,
} from '../../src/index.js';
import { credentialKey } from '../../src/session/credential-key.js';
import { expectOk, traits } from '../transport/an-array.js';
import { listed, secret } from './a-directory.js';

const host = fc.integer({ min: 1, max: 7 }).map((n) => `m${n}`);
const credentials: fc.Arbitrary<ArrayCredentials | MissingCredentials> = fc.constantFrom(
  secret('one'),
  secret('two'),
  { kind: 'missing', reason: 'no Secret' } as const,
);
const accessPaths = fc
  .array(
    fc.record({
      managers: fc.uniqueArray(host, { minLength: 1, maxLength: 3 }),
      credentials,
      createdAt: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 7 },
  )
  .map((all) =>
    all.map((each, n): SeenAccessPath => ({ ...each, key: { namespace: 'ns', name: `ap-${n}` } })),
  );
const configured = fc
  .uniqueArray(host, { maxLength: 3 })
  .map((hosts) => hosts.map((each) => listed(`array-${each}`, each)));

const hostOf = (manager: string): string => /^(?:http:\/\/)?([a-z0-9]+)/.exec(manager)?.[1] ?? manager;
const hostsOf = ({ managers, otherManagers = [] }: ListedArray): readonly string[] =>
  [...managers, ...otherManagers].map(hostOf);

/** Every host that can be reached from this one by stepping between AccessPaths that share a host. */
function closure(start: string, all: readonly SeenAccessPath[]): ReadonlySet<string> {
  const reached = new Set([start]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    const joined = all.filter(({ managers }) => managers.some((each) => reached.has(each)));
    for (const each of joined.flatMap(({ managers }) => managers)) reached.add(each);
  }
  return reached;
}

test('the order in which AccessPaths are listed changes nothing', () => {
  fc.assert(
    fc.property(
      accessPaths.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      configured,
      ([all, shuffled], arrays) => {
        const one = mergeArrays({ configured: arrays, accessPaths: all, traits });
        expect(mergeArrays({ configured: arrays, accessPaths: shuffled, traits })).toEqual(one);
      },
    ),
  );
});

test('managers are of one array exactly when a chain of AccessPaths joins them, and none is left out', () => {
  fc.assert(
    fc.property(accessPaths, (all) => {
      const { arrays } = mergeArrays({ configured: [], accessPaths: all, traits });
      expectOk(createArrayDirectory({ arrays }));
      for (const start of new Set(all.flatMap(({ managers }) => managers))) {
        const [of, ...others] = arrays.filter((array) => hostsOf(array).includes(start));
        expect(others).toEqual([]);
        expect(of === undefined ? [] : [...hostsOf(of)].sort()).toEqual([...closure(start, all)].sort());
      }
    }),
  );
});

test('with configured arrays the list is still free of contradictions, and every manager is in it', () => {
  fc.assert(
    fc.property(accessPaths, configured, (all, given) => {
      const { arrays } = mergeArrays({ configured: given, accessPaths: all, traits });
      expectOk(createArrayDirectory({ arrays }));
      expect(arrays.slice(0, given.length).map(({ name }) => name)).toEqual(given.map(({ name }) => name));
      const listedHosts = new Set(arrays.flatMap(hostsOf));
      for (const each of all.flatMap(({ managers }) => managers)) expect(listedHosts.has(each)).toBe(true);
    }),
  );
});

test('credentials are sent only to managers that were named together with them', () => {
  fc.assert(
    fc.property(accessPaths, configured, (all, given) => {
      const named = (manager: string, key: string): boolean =>
        [...all, ...given].some(
          ({ managers, credentials: own }) =>
            own.kind !== 'missing' &&
            credentialKey(own) === key &&
            managers.map(hostOf).includes(hostOf(manager)),
        );
      for (const { managers, credentials: used } of mergeArrays({
        configured: given,
        accessPaths: all,
        traits,
      }).arrays)
        if (used.kind !== 'missing')
          for (const manager of managers) expect(named(manager, credentialKey(used))).toBe(true);
    }),
  );
});

/** What managers say that they are of; some say nothing. */
const said = fc
  .uniqueArray(host, { maxLength: 7 })
  .chain((hosts) =>
    fc
      .array(fc.constantFrom('A', 'B'), { minLength: hosts.length, maxLength: hosts.length })
      .map((arrays) => new Map(hosts.map((each, at) => [`${each}:8056`, arrays[at] ?? 'A']))),
  );

test('no array has managers that say they are of different ones, and still none is left out', () => {
  fc.assert(
    fc.property(accessPaths, configured, said, (all, given, managerArrays) => {
      const { arrays } = mergeArrays({ configured: given, accessPaths: all, traits, managerArrays });
      expectOk(createArrayDirectory({ arrays }));
      for (const { managers } of arrays) {
        const ids = new Set(managers.flatMap((each) => managerArrays.get(`${hostOf(each)}:8056`) ?? []));
        expect(ids.size).toBeLessThan(2);
      }
      const listedHosts = new Set(arrays.flatMap(hostsOf));
      for (const each of all.flatMap(({ managers }) => managers)) expect(listedHosts.has(each)).toBe(true);
    }),
  );
});
