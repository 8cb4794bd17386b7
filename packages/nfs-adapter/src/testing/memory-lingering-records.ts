import { ok, type Problem, type Result } from '@twinsite/domain';
import type { LingeringRecord } from '../lingering/lingering-codec.js';
import type { LingeringRecords } from '../lingering/lingering-files.js';

/** For tests in simulated time, which no real disk keeps up with. Outlives the adapters, as files do. */
export class MemoryLingeringRecords implements LingeringRecords {
  private readonly records = new Map<string, LingeringRecord>();

  save(record: LingeringRecord): Promise<Result<void, Problem>> {
    this.records.set(keyOf(record), record);
    return Promise.resolve(ok(undefined));
  }

  remove(record: LingeringRecord): Promise<Result<void, Problem>> {
    if (this.records.get(keyOf(record)) === record) this.records.delete(keyOf(record));
    return Promise.resolve(ok(undefined));
  }

  load(): Promise<Result<readonly LingeringRecord[], Problem>> {
    return Promise.resolve(ok([...this.records.values()]));
  }
}

const keyOf = ({ volume, device }: LingeringRecord): string => `${volume} ${device}`;
