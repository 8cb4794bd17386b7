import { afterEach, describe, expect, it } from 'vitest';
import { findVolume, never } from '@twinsite/domain';
import { mergeArrays, type ListedArray, type SeenAccessPath } from '../../src/index.js';
import { startSimulator, twoSites, type RunningSimulator } from '../../src/simulator/index.js';
import { aNewVolume, expectOk, expectProblem, traits } from '../transport/an-array.js';
import { directoryOf } from './a-directory.js';

const open: { close(): Promise<unknown> }[] = [];
const admin = { kind: 'password', user: 'admin', password: 'admin' } as const;

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function anArray(fsId: string): Promise<RunningSimulator> {
  const simulator = await startSimulator({ topology: twoSites({ fsId }) });
  open.push(simulator);
  return simulator;
}

function aDirectory(arrays: readonly ListedArray[] = []) {
  const directory = directoryOf(arrays);
  open.push(directory);
  return directory;
}

const managersOf = (simulator: RunningSimulator): readonly string[] => simulator.xmsServers().split(',');
const asked = (simulator: RunningSimulator): number =>
  simulator.requestLog().filter(({ path }) => path.endsWith('/cluster/')).length;
const soon = () => AbortSignal.timeout(5000);

describe('which array a manager is of', () => {
  it('is asked once of each manager that is named together with others', async () => {
    const [one, two] = [await anArray('array-a'), await anArray('array-b')];
    const [a1 = '', a2 = ''] = managersOf(one);
    const directory = aDirectory();
    const sources = [
      { managers: [a1, a2], credentials: admin },
      { managers: managersOf(two).slice(0, 1), credentials: admin },
    ];
    for (let round = 0; round < 3; round += 1)
      expect([...(await directory.identify(sources, soon())).values()]).toEqual(['array-a', 'array-a']);
    expect([asked(one), asked(two)]).toEqual([2, 0]);
  });

  it('is not known of one that is dark or refuses the login, which keeps nobody from the others', async () => {
    const [one, two] = [await anArray('array-a'), await anArray('array-b')];
    await one.setManager('manager-b', { state: 'refusing' });
    const directory = aDirectory();
    const wrong = { kind: 'password', user: 'admin', password: 'wrong' } as const;
    const sources = [
      { managers: managersOf(one), credentials: admin },
      { managers: managersOf(two), credentials: wrong },
      { managers: managersOf(two), credentials: { kind: 'missing', reason: 'none' } as const },
    ];
    expect([...(await directory.identify(sources, soon())).values()]).toEqual(['array-a']);
    const right = [...sources, { managers: managersOf(two), credentials: admin }];
    expect([...(await directory.identify(right, soon())).values()]).toEqual([
      'array-a',
      'array-b',
      'array-b',
    ]);
  });

  it('keeps volumes of both arrays findable beside an AccessPath that mixes them, which is refused', async () => {
    const [one, two] = [await anArray('array-a'), await anArray('array-b')];
    const seen = (name: string, managers: readonly string[], createdAt: number): SeenAccessPath => ({
      ...{ key: { namespace: 'storage', name }, createdAt, managers, credentials: admin },
    });
    const mixed = [...managersOf(one), ...managersOf(two)];
    const accessPaths = [
      seen('wrong', mixed, 0),
      seen('a', managersOf(one), 1),
      seen('b', managersOf(two), 2),
    ];
    const directory = aDirectory();
    const managerArrays = await directory.identify(accessPaths, soon());
    const { arrays } = mergeArrays({ configured: [], accessPaths, traits, managerArrays });
    expectOk(directory.replace({ arrays, managerArrays }));
    for (const [index, array] of directory.listed().entries())
      expectOk(await array.volumes.create(aNewVolume(`pvc-${index}`), never));
    for (const name of ['pvc-0', 'pvc-1']) {
      const id = `csi-iscsi-vid-${name}`;
      expect(expectOk(await findVolume(directory, id, never)).volume.name).toBe(name);
    }
    const hint = { managers: mixed, credentials: admin };
    const { managers } = expectProblem(directory.resolve(hint), 'managers-of-several-arrays');
    expect(managers.map(({ array }) => array)).toEqual(['array-a', 'array-a', 'array-b', 'array-b']);
  });
});
