import type { StorageArray } from '../../array/storage-array.js';
import { never } from '../../shared/cancel-signal.js';
import type { Pool } from '../../volume/pool.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';

export interface PoolsSubject {
  readonly array: StorageArray;
  readonly pool: Pool;
}

export const poolsContract: readonly ContractCase<PoolsSubject>[] = [
  {
    name: 'a pool is found by its name, its internal name and its id',
    run: async ({ array, pool }) => {
      for (const reference of [pool.name, pool.poolName, pool.id]) {
        expectEqual(expectOk(await array.pools.find(reference, never), reference).id, pool.id, reference);
      }
    },
  },
  {
    name: 'an unknown pool is a problem that lists the known ones',
    run: async ({ array, pool }) => {
      const problem = expectProblem(await array.pools.find('no-such-pool', never), 'pool-missing', 'find');
      expectTrue(
        problem.kind === 'pool-missing' && problem.known.includes(pool.name),
        'known pools are named',
      );
    },
  },
  {
    name: 'the list holds the pool',
    run: async ({ array, pool }) => {
      const pools = expectOk(await array.pools.list(never), 'list');
      expectTrue(
        pools.some(({ id }) => id === pool.id),
        'listed',
      );
    },
  },
];
