import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { all, failed, ok, type CancelSignal, type Clock, type Problem, type Result } from '@twinsite/domain';
import { boundedIo, recordFileName, removeDurably, writeDurably } from '@twinsite/linux-host';
import { decodeLingering, encodeLingering, type LingeringRecord } from './lingering-codec.js';

const IO_MS = 10_000;

/** Where lingering mounts are written down. */
export interface LingeringRecords {
  save(record: LingeringRecord, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Unless it was written anew meanwhile. */
  remove(record: LingeringRecord, signal: CancelSignal): Promise<Result<void, Problem>>;
  load(signal: CancelSignal): Promise<Result<readonly LingeringRecord[], Problem>>;
}

/** One JSON file for each superblock of a volume, in a directory of the host that survives a reboot. */
export class LingeringFiles implements LingeringRecords {
  private readonly directory: string;
  private readonly clock: Clock;
  private last: Promise<unknown> = Promise.resolve();

  constructor(directory: string, clock: Clock) {
    this.directory = directory;
    this.clock = clock;
  }

  save(record: LingeringRecord, signal: CancelSignal): Promise<Result<void, Problem>> {
    const path = this.pathOf(record);
    return boundedIo(this.clock, { operation: 'writing', path, ms: IO_MS }, signal, {
      run: () => this.inTurn(() => writeDurably(path, encodeLingering(record))),
    });
  }

  remove(record: LingeringRecord, signal: CancelSignal): Promise<Result<void, Problem>> {
    const path = this.pathOf(record);
    return boundedIo<undefined>(this.clock, { operation: 'removing', path, ms: IO_MS }, signal, {
      run: async () => {
        await this.inTurn(async () => {
          if ((await readFile(path, 'utf8')) === encodeLingering(record)) await removeDurably(path);
        });
        return undefined;
      },
      absent: { ENOENT: undefined },
    });
  }

  async load(signal: CancelSignal): Promise<Result<readonly LingeringRecord[], Problem>> {
    const step = { operation: 'listing', path: this.directory, ms: IO_MS };
    const names = await boundedIo<string[]>(this.clock, step, signal, {
      run: () => readdir(this.directory),
      absent: { ENOENT: [] },
    });
    if (!names.ok) return names;
    const files = names.value.filter((name) => name.endsWith('.json')).sort();
    const records = all(await Promise.all(files.map((name) => this.read(name, signal))));
    return records.ok ? ok(records.value.filter((record) => record !== undefined)) : records;
  }

  private async read(
    name: string,
    signal: CancelSignal,
  ): Promise<Result<LingeringRecord | undefined, Problem>> {
    const path = join(this.directory, name);
    const step = { operation: 'reading', path, ms: IO_MS };
    const text = await boundedIo<string | undefined>(this.clock, step, signal, {
      run: () => readFile(path, 'utf8'),
      absent: { ENOENT: undefined },
    });
    if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text;
    const record = decodeLingering(text.value);
    return typeof record === 'string'
      ? failed({ kind: 'journal-unreadable', path, detail: record })
      : ok(record);
  }

  private pathOf({ volume, device }: LingeringRecord): string {
    return join(this.directory, recordFileName(`${volume} ${device}`));
  }

  /** A change whose caller has gone cannot be stopped; the next one waits for it instead of writing the same file. */
  private inTurn(change: () => Promise<void>): Promise<void> {
    const run = this.last.then(change, change);
    this.last = run;
    return run;
  }
}
