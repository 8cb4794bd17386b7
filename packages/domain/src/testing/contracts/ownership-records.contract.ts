import { claimEpoch } from '../../ownership/claim-epoch.js';
import type { OwningArray } from '../../ownership/require-owner.js';
import { currentEpoch } from '../../ownership/ownership-view.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem } from '../check.js';
import type { ContractCase } from '../contract.js';

export interface OwnershipSubject {
  readonly array: OwningArray;
  /** A name that was never used before. */
  readonly freshName: () => string;
}

const viewOf = async ({ array }: OwnershipSubject) => expectOk(await array.ownership.read(never), 'read');

export const ownershipRecordsContract: readonly ContractCase<OwnershipSubject>[] = [
  {
    name: 'a group that nobody has claimed has no epoch',
    run: async (subject) => {
      expectEqual(currentEpoch(await viewOf(subject), subject.freshName()), undefined, 'epoch');
    },
  },
  {
    name: 'the highest epoch counts, and its record is read back as it was claimed',
    run: async (subject) => {
      const group = subject.freshName();
      const first = { group, owner: 'a', operation: 'op-1', epoch: 9 };
      const second = { group, owner: 'cluster b/2', operation: 'op 2', epoch: 10 };
      expectOk(await subject.array.ownership.claim(first, never), 'first');
      expectOk(await subject.array.ownership.claim(second, never), 'second');
      const { id, ...current } = currentEpoch(await viewOf(subject), group) ?? { id: 0 };
      expectEqual(current, second, 'current');
      expectEqual(id > 0, true, 'id');
    },
  },
  {
    name: 'of two operations that claim one epoch at the same moment exactly one has it, and both read the same',
    run: async (subject) => {
      const group = subject.freshName();
      const outcomes = await Promise.all(
        ['a', 'b'].map((owner) =>
          claimEpoch(subject.array, { group, owner, operation: `op-${owner}`, after: 0 }, never),
        ),
      );
      const owner = currentEpoch(await viewOf(subject), group)?.owner;
      expectEqual(
        outcomes.map((outcome) => outcome.ok && outcome.value.owner),
        ['a', 'b'].map((name) => name === owner && name),
        'who has it',
      );
      const loser = outcomes.find((outcome) => !outcome.ok);
      if (loser !== undefined) expectProblem(loser, 'epoch-taken', 'the other');
    },
  },
  {
    name: 'an operation that comes again has its epoch already; one that decided on an older epoch has none',
    run: async (subject) => {
      const change = { group: subject.freshName(), owner: 'a', operation: 'op-1', after: 0 };
      const first = expectOk(await claimEpoch(subject.array, change, never), 'first');
      expectEqual(expectOk(await claimEpoch(subject.array, change, never), 'again'), first, 'again');
      const late = { ...change, owner: 'b', operation: 'op-2' };
      expectProblem(await claimEpoch(subject.array, late, never), 'epoch-taken', 'late');
      expectEqual(currentEpoch(await viewOf(subject), change.group), first, 'afterwards');
    },
  },
  {
    name: 'a volume is protected by one group until it is released',
    run: async (subject) => {
      const [volume, group] = [subject.freshName(), subject.freshName()];
      const { ownership } = subject.array;
      expectOk(await ownership.protect({ volume, group }, never), 'protect');
      expectOk(await ownership.protect({ volume, group }, never), 'again');
      const other = await ownership.protect({ volume, group: subject.freshName() }, never);
      expectProblem(other, 'group-overlap', 'another group');
      expectEqual((await viewOf(subject)).protections.get(volume), group, 'group');
      expectOk(await ownership.unprotect(volume, never), 'release');
      expectOk(await ownership.unprotect(volume, never), 'again');
      expectEqual((await viewOf(subject)).protections.has(volume), false, 'afterwards');
    },
  },
];
