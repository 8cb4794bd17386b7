import type { EpochRecord } from './ownership-record.js';

/** All ownership records of one array, read at once. */
export interface OwnershipView {
  readonly epochs: readonly EpochRecord[];
  /** The group by the name of a volume that can carry no note itself. */
  readonly protections: ReadonlyMap<string, string>;
  /** Names of objects that carry a record of another release. */
  readonly unreadable: readonly string[];
}

/** The record that counts: of the highest epoch, and of several of it the one that the array made first. */
export function currentEpoch({ epochs }: OwnershipView, group: string): EpochRecord | undefined {
  return epochs
    .filter((record) => record.group === group)
    .reduce<EpochRecord | undefined>((best, next) => (counts(next, best) ? next : best), undefined);
}

const counts = (next: EpochRecord, best: EpochRecord | undefined): boolean =>
  best === undefined || next.epoch > best.epoch || (next.epoch === best.epoch && next.id < best.id);
