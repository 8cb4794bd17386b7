import type { Reader } from './reader.js';

/** `PoolRecord` with its newest sample. */
export interface WirePool {
  readonly id: number;
  readonly name: string;
  readonly poolName: string;
  readonly role: string;
  readonly status: string;
  readonly stretched: boolean;
  /** KiB; undefined when the array has no sample yet. */
  readonly totalKib: number | undefined;
  readonly usedKib: number | undefined;
}

export function decodePool(from: Reader): WirePool {
  const newest = newestSample(from);
  return {
    id: from.integer('id'),
    name: from.text('name'),
    poolName: from.optionalText('pool_name') ?? '',
    role: from.optionalText('pool_role') ?? '',
    status: from.text('status'),
    stretched: from.flag('stretched'),
    totalKib: newest?.optionalNumber('total_kbyte'),
    usedKib: newest?.optionalNumber('used_kbyte'),
  };
}

/** The order of samples is not documented: the latest `create` wins, the later one among equals. */
function newestSample(from: Reader): Reader | undefined {
  const samples = from.optionalList('samples', (sample) => sample) ?? [];
  const timeOf = (sample: Reader): number => Date.parse(sample.optionalText('create') ?? '') || 0;
  return samples.reduce<Reader | undefined>(
    (best, sample) => (best !== undefined && timeOf(best) > timeOf(sample) ? best : sample),
    undefined,
  );
}
