import { never } from '../../../shared/cancel-signal.js';
import type { ClusterFacts } from '../../../recovery/ports/cluster-facts.port.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ClusterFactsSubject {
  readonly facts: ClusterFacts;
}

/** A clock that is read in whole seconds, over a call. */
const CLOSE_MS = 30_000;

export const clusterFactsContract: readonly ContractCase<ClusterFactsSubject>[] = [
  {
    name: 'tells its version, and a clock that is close to ours on one machine',
    run: async ({ facts }) => {
      const { version, clockAheadMs } = expectOk(await facts.about(never), 'about');
      expectTrue(/^v1\.\d+\.\d+/.test(version), `version is ${version}`);
      expectTrue(Math.abs(clockAheadMs) < CLOSE_MS, `the clock is ${clockAheadMs} ms ahead`);
    },
  },
  {
    name: 'says that who may do everything may do this',
    run: async ({ facts }) => {
      const question = { verb: 'patch', group: '', resource: 'persistentvolumes' };
      expectEqual(expectOk(await facts.may(question, never), 'may').allowed, true, 'allowed');
    },
  },
  {
    name: 'answers of a subresource in a namespace too',
    run: async ({ facts }) => {
      const question = { verb: 'update', group: 'apps', resource: 'deployments/scale', namespace: 'default' };
      expectEqual(expectOk(await facts.may(question, never), 'may').allowed, true, 'allowed');
    },
  },
];
