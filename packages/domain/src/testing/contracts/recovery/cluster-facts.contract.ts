import type { AccessQuestion, ClusterFacts } from '../../../recovery/ports/cluster-facts.port.js';
import { never } from '../../../shared/cancel-signal.js';
import type { Clock } from '../../../shared/clock.port.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ClusterFactsSubject {
  readonly facts: ClusterFacts;
  readonly clock: Clock;
  /** There is one, and the caller may do everything. */
  readonly namespace: string;
  /** By how much the server's clock is ahead in truth. Unit: ms. */
  readonly clockAheadMs: number;
}

export interface AccessRightsSubject {
  readonly facts: ClusterFacts;
  readonly granted: AccessQuestion;
  readonly refused: AccessQuestion;
}

/** A `Date` has whole seconds, and a server may keep one for up to another. Unit: ms. */
const COARSE_MS = 2_000;

export const clusterFactsContract: readonly ContractCase<ClusterFactsSubject>[] = [
  {
    name: 'the version of the server is told as Kubernetes writes it',
    run: async ({ facts }) => {
      const { version } = expectOk(await facts.about(never), 'about');
      expectTrue(/^v\d+\.\d+\.\d+/.test(version), `version ${version}`);
    },
  },
  {
    name: 'how far the clocks are apart is told, to what a Date and the time of a call allow',
    run: async ({ facts, clock, clockAheadMs: truth }) => {
      const begun = clock.now();
      const { clockAheadMs } = expectOk(await facts.about(never), 'about');
      const callMs = clock.now() - begun;
      const off = clockAheadMs - truth;
      expectTrue(off <= callMs && off >= -COARSE_MS - callMs, `${off} ms off in a call of ${callMs} ms`);
    },
  },
  {
    name: 'what the caller may do is said of namespaces, of kinds without one, and of subresources',
    run: async ({ facts, namespace }) => {
      const questions: readonly AccessQuestion[] = [
        { verb: 'patch', group: '', resource: 'persistentvolumeclaims', namespace },
        { verb: 'create', group: '', resource: 'persistentvolumes' },
        { verb: 'patch', group: 'apps', resource: 'deployments/scale', namespace },
      ];
      for (const question of questions) {
        const { allowed } = expectOk(await facts.may(question, never), question.resource);
        expectEqual(allowed, true, `${question.verb} ${question.resource}`);
      }
    },
  },
];

/** For servers with a caller who may not do everything. */
export const accessRightsContract: readonly ContractCase<AccessRightsSubject>[] = [
  {
    name: 'what the caller may not do is said to be so, and is no problem',
    run: async ({ facts, granted, refused }) => {
      const [yes, no] = [await facts.may(granted, never), await facts.may(refused, never)];
      expectEqual(
        [expectOk(yes, 'granted').allowed, expectOk(no, 'refused').allowed],
        [true, false],
        'allowed',
      );
    },
  },
];
