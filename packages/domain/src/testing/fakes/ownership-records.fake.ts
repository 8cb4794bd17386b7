import type { EpochClaim, EpochRecord, ProtectionRecord } from '../../ownership/ownership-record.js';
import type { OwnershipRecords } from '../../ownership/ownership-records.port.js';
import type { OwnershipView } from '../../ownership/ownership-view.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';

/** Answers like every other port of the same array: a dark one answers nothing. */
export type Answer = <T>(produce: () => Result<T, Problem>) => Promise<Result<T, Problem>>;

/** In memory; two records of one epoch stand side by side as on an array that refuses no duplicate. */
export class FakeOwnershipRecords implements OwnershipRecords {
  readonly epochs: EpochRecord[] = [];
  readonly protections = new Map<string, string>();
  /** Names of records of another release. */
  readonly unreadable: string[] = [];
  private readonly answer: Answer;
  private serial = 0;

  constructor(answer: Answer) {
    this.answer = answer;
  }

  read(signal: CancelSignal): Promise<Result<OwnershipView, Problem>> {
    return this.whenAsked(signal, () => {
      const { epochs, protections, unreadable } = this;
      return ok({
        epochs: [...epochs],
        protections: new Map(protections),
        unreadable: [...unreadable],
      });
    });
  }

  claim(claim: EpochClaim, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.whenAsked(signal, () => {
      this.epochs.push({ ...claim, id: (this.serial += 1) });
      return ok(undefined);
    });
  }

  protect({ volume, group }: ProtectionRecord, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.whenAsked(signal, () => {
      const other = this.protections.get(volume);
      if (other !== undefined && other !== group)
        return failed({ kind: 'group-overlap', object: volume, group: other });
      this.protections.set(volume, group);
      return ok(undefined);
    });
  }

  unprotect(volume: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.whenAsked(signal, () => {
      this.protections.delete(volume);
      return ok(undefined);
    });
  }

  private whenAsked<T>(
    { aborted }: CancelSignal,
    produce: () => Result<T, Problem>,
  ): Promise<Result<T, Problem>> {
    if (aborted) return Promise.resolve(failed({ kind: 'cancelled', operation: 'ownership' }));
    return this.answer(produce);
  }
}
