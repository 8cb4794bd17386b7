import type { ChaosWorld } from './chaos-world.js';
import type { Rng } from './rng.js';

export interface ChaosFault {
  readonly name: string;
  begin(world: ChaosWorld, rng: Rng): Promise<void>;
  end(world: ChaosWorld): Promise<void>;
}

const cutting = (
  name: string,
  part: 'site-a' | 'inter-site' | 'arbiter',
  apiIsGone: boolean,
): ChaosFault => ({
  name,
  begin: async ({ simulator, sites }) => {
    await simulator.cut(part);
    if (apiIsGone) sites.a.cluster.server.cut();
  },
  end: async ({ simulator, sites }) => {
    await simulator.heal(part);
    if (apiIsGone) sites.a.cluster.server.heal();
  },
});

/** What may go wrong. Site A's node and pods live on in every one of them: nobody tells them. */
export const FAULTS: readonly [ChaosFault, ...ChaosFault[]] = [
  cutting('site A is cut off, and alive', 'site-a', true),
  cutting('the link between the sites is cut', 'inter-site', true),
  cutting('the arbiter is lost', 'arbiter', false),
  {
    name: 'the API server of A is dead, its pods write on',
    begin: ({ sites }) => {
      sites.a.cluster.server.cut();
      return Promise.resolve();
    },
    end: ({ sites }) => {
      sites.a.cluster.server.heal();
      return Promise.resolve();
    },
  },
  {
    name: 'a manager of the array is silent',
    begin: ({ simulator }, rng) =>
      simulator.setManager(rng.pick(namesOf(simulator.managers())), { state: 'silent' }),
    end: async ({ simulator }) => {
      for (const { name } of simulator.managers()) await simulator.setManager(name, { state: 'up' });
    },
  },
  {
    name: 'the managers of the array are slow',
    begin: async ({ simulator }, rng) => {
      const latencyMs = 100 + rng.below(500);
      for (const { name } of simulator.managers()) await simulator.setManager(name, { latencyMs });
    },
    end: async ({ simulator }) => {
      for (const { name } of simulator.managers()) await simulator.setManager(name, { latencyMs: 0 });
    },
  },
  {
    name: 'the API server of B answers 500 now and then',
    begin: ({ sites: { b } }, rng) => {
      b.cluster.server.faults.answer({ status: 500, times: 1 + rng.below(6) });
      return Promise.resolve();
    },
    end: ({ sites: { b } }) => {
      b.cluster.server.faults.clear();
      return Promise.resolve();
    },
  },
  { name: 'nothing', begin: () => Promise.resolve(), end: () => Promise.resolve() },
];

const namesOf = (managers: readonly { readonly name: string }[]): readonly [string, ...string[]] => {
  const [first = '', ...rest] = managers.map(({ name }) => name);
  return [first, ...rest];
};
