import type { StorageArray } from '../../array/storage-array.js';
import { portalsOf } from '../../attachment/plan-attachment.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';

/** An array with one access path that has a gateway at each site. */
export interface AccessPathsSubject {
  readonly array: StorageArray;
  readonly accessPath: string;
}

export const accessPathsContract: readonly ContractCase<AccessPathsSubject>[] = [
  {
    name: 'an access path comes with portals of both sites',
    run: async ({ array, accessPath }) => {
      const path = expectOk(await array.accessPaths.find(accessPath, never), 'find');
      const sites = [...new Set(portalsOf(path).map(({ site }) => site))].sort();
      expectEqual(sites, ['a', 'b'], 'sites');
    },
  },
  {
    name: 'an unknown access path is a problem that lists the known ones',
    run: async ({ array, accessPath }) => {
      const problem = expectProblem(
        await array.accessPaths.find('no-such-path', never),
        'access-path-missing',
        'find',
      );
      expectTrue(
        problem.kind === 'access-path-missing' && problem.known.includes(accessPath),
        'known paths are named',
      );
      expectTrue(expectOk(await array.accessPaths.names(never), 'names').includes(accessPath), 'names');
    },
  },
];
