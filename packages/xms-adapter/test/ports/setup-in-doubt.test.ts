import { never, type ArrayAccessPath, type Problem, type Result, type StorageArray } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/index.js';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { aNode, createdVolume } from './on-simulator.js';
import { anArrayToSetUp, type ArrayToSetUp } from './an-array-to-set-up.js';

let at: ArrayToSetUp | undefined;

afterEach(async () => {
  const violations = at?.simulator.violations() ?? [];
  await at?.close();
  at = undefined;
  expect(violations).toEqual([]);
});

async function start(...options: Parameters<typeof anArrayToSetUp>): Promise<ArrayToSetUp> {
  at = await anArrayToSetUp(...options);
  return at;
}

const wanted = { name: 'ap-new', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'], manager: 'cluster-1' };

async function read(array: StorageArray): Promise<ArrayAccessPath> {
  const path = expectOk(await array.accessPathSetup.read(wanted.name, never));
  if (path === undefined) throw new Error('the path is not there');
  return path;
}

const named = ({ simulator }: ArrayToSetUp) =>
  simulator.state.accessPaths.where(({ name }) => name === wanted.name);

describe('making an access path', () => {
  it.each(['reset-after', 'silent-after'] as const)(
    'is a success when its answer is lost (%s)',
    async (kind) => {
      const on = await start();
      on.simulator.addFault({ operation: 'POST /access-paths/', times: 1, effect: { kind } });
      expectOk(await on.array.accessPathSetup.create(wanted, never));
      expect((await read(on.array)).targets.map(({ status }) => status)).toEqual(['active', 'active']);
      expect(named(on)).toHaveLength(1);
    },
  );

  it('leaves the outcome open when it was not made and nobody said so', async () => {
    const on = await start();
    on.simulator.addFault({ operation: 'POST /access-paths/', times: 1, effect: { kind: 'reset-before' } });
    expectProblem(await on.array.accessPathSetup.create(wanted, never), 'outcome-unknown');
    expect(named(on)).toHaveLength(0);
  });

  it.each(['unique', 'repeatable'] as const)(
    'by two clusters at once leaves one path, and one of them knows that it is not its own (names %s)',
    async (accessPathNames) => {
      const on = await start({ switches: { accessPathNames } });
      const makers = [on.array, on.anotherController()];
      const answers = await Promise.all(
        makers.map((array, index) =>
          array.accessPathSetup.create({ ...wanted, manager: `cluster-${index}` }, never),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const winner = answers.findIndex(({ ok }) => ok);
      expect(named(on)).toHaveLength(1);
      expect((await read(on.array)).mark).toMatchObject({ cluster: `cluster-${winner}` });
      expect(on.simulator.state.targets.all()).toHaveLength(4);
    },
  );
});

describe('reading an access path', () => {
  it('refuses one that iSCSI cannot use, and one whose name is not unique', async () => {
    const on = await start({ switches: { accessPathNames: 'repeatable' } });
    const make = (type: string) => on.array.accessPathSetup.create({ ...wanted, type }, never);
    expectOk(await make('FC'));
    const unusable = expectProblem(
      await on.array.accessPathSetup.read(wanted.name, never),
      'invalid-request',
    );
    expect(unusable.remedy).toContain('type FC');
    const [first] = named(on);
    if (first !== undefined) on.simulator.state.accessPaths.insert((id) => ({ ...first, id }));
    const twice = expectProblem(await on.array.accessPathSetup.read(wanted.name, never), 'invalid-request');
    expect(twice.remedy).toContain('rename all but one');
  });
});

describe('marking an access path', () => {
  it('keeps what others wrote into its description, and says when a mark cannot be read', async () => {
    const on = await start();
    expectOk(await on.array.accessPathSetup.create(wanted, never));
    const [row] = named(on);
    if (row === undefined) throw new Error('the path is not there');
    row.description = 'by hand\ntwinsite/9 manager x\nowner: team';
    expect((await read(on.array)).mark).toBe('unreadable');
    const mark = { cluster: 'cluster-2', origin: 'adopted' } as const;
    expectOk(await on.array.accessPathSetup.mark(await read(on.array), mark, never));
    expect(row.description).toBe('by hand\nowner: team\ntwinsite/1 manager cluster-2 adopted');
  });
});

describe('removing an access path', () => {
  it.each(['GET /vip-groups/', 'GET /targets/'])(
    'never takes a target from below a volume that is mapped while it goes on (%s) (H7)',
    async (operation) => {
      const on = await start();
      const { array, simulator } = on;
      expectOk(await array.accessPathSetup.create(wanted, never));
      const path = await read(array);
      const accessPath = expectOk(await array.accessPaths.find(wanted.name, never));
      const volume = await createdVolume(array, 'pvc-meanwhile');
      simulator.addFault({ operation, times: 1, effect: { kind: 'delay', ms: 500 } });
      const removing = array.accessPathSetup.remove(path, never);
      const node = aNode('node-meanwhile');
      expectOk(await on.anotherController().lunAccess.grant({ volume, node, accessPath }, never));
      expectProblem(await removing, 'access-path-in-use');
      expect((await read(array)).targets).toHaveLength(2);
    },
  );
});

describe('an array that fails one call in five', () => {
  const faults = (seed: number): readonly Fault[] => [
    { operation: 'GET *', chance: 0.05, seed, effect: { kind: 'status', status: 500 } },
    { operation: 'POST *', chance: 0.2, seed: seed + 1, effect: { kind: 'status-after', status: 500 } },
    { operation: 'PATCH *', chance: 0.2, seed: seed + 2, effect: { kind: 'reset-after' } },
    { operation: 'DELETE *', chance: 0.2, seed: seed + 3, effect: { kind: 'status-after', status: 500 } },
    { operation: '* /targets/', chance: 0.1, seed: seed + 4, effect: { kind: 'reset-before' } },
  ];

  it.each([1, 20, 300])('gets the access path as wanted, and none in the end (seed %d)', async (seed) => {
    const on = await start();
    on.simulator.setFaults(faults(seed));
    const { accessPathSetup: setup, vipSetup } = on.array;
    const path = await until(async () => {
      const found = await setup.read(wanted.name, never);
      if (!found.ok || found.value !== undefined) return found;
      const made = await setup.create(wanted, never);
      return made.ok ? setup.read(wanted.name, never) : made;
    });
    if (path === undefined) throw new Error('the path is not there');
    await until(() => setup.addGateway(path, 'gw-c', never));
    await until(() => setup.removeGateway(path, 'gw-a', never));
    const vip = { address: '10.7.9.1', mask: 32, defaultGateway: 'gw-b' };
    await until(() => vipSetup.add({ path, vip, preempt: true }, never));
    await until(() => vipSetup.setPreempt(path, false, never));
    on.simulator.setFaults([]);
    const now = await read(on.array);
    expect(now.targets.map(({ gateway }) => gateway).sort()).toEqual(['gw-b', 'gw-c']);
    expect([now.vips.map(({ address }) => address), now.preempt]).toEqual([['10.7.9.1'], false]);
    on.simulator.setFaults(faults(seed + 10));
    await until(() => setup.remove(path, never));
    expect([named(on).length, on.simulator.state.targets.all().length]).toEqual([0, 2]);
    expect(on.simulator.state.vipGroups.all()).toEqual([]);
  });
});

const PERSISTENCE = 60;

/** What every caller of a port does: the same again until it is so. */
async function until<T>(attempt: () => Promise<Result<T, Problem>>): Promise<T> {
  const said: string[] = [];
  for (let count = 0; count < PERSISTENCE; count += 1) {
    const result = await attempt();
    if (result.ok) return result.value;
    said.push(result.problem.kind);
  }
  throw new Error(`never succeeded: ${said.join(', ')}`);
}
