import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  all,
  failed,
  ok,
  type CancelSignal,
  type Clock,
  type NodeJournal,
  type NodeRecord,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { boundedIo } from '../files/bounded-io.js';
import { removeDurably, writeDurably } from './durable-file.js';
import { decodeRecord, encodeRecord } from './record-codec.js';
import { recordFileName } from './record-file-name.js';

const IO_MS = 10_000;

/** Says in which boot of the host a record is written, so that a record of an earlier one is known for it. */
type BootIdReader = (signal: CancelSignal) => Promise<Result<string, Problem>>;

/** One JSON file per volume in a directory of the host that survives a reboot. */
export class DirectoryNodeJournal implements NodeJournal {
  private readonly directory: string;
  private readonly clock: Clock;
  private readonly bootId: BootIdReader | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(directory: string, clock: Clock, bootId?: BootIdReader) {
    this.directory = directory;
    this.clock = clock;
    this.bootId = bootId;
  }

  load(volume: string, signal: CancelSignal): Promise<Result<NodeRecord | undefined, Problem>> {
    return this.read(this.pathOf(volume), signal);
  }

  async save(record: NodeRecord, signal: CancelSignal): Promise<Result<void, Problem>> {
    const boot = await this.bootId?.(signal);
    if (boot?.ok === false) return boot;
    const stamped = boot === undefined ? record : { ...record, bootId: boot.value };
    const path = this.pathOf(record.volume);
    return boundedIo(this.clock, { operation: 'writing', path, ms: IO_MS }, signal, {
      run: () => this.inTurn(() => writeDurably(path, encodeRecord(stamped))),
    });
  }

  forget(volume: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const path = this.pathOf(volume);
    return boundedIo<undefined>(this.clock, { operation: 'removing', path, ms: IO_MS }, signal, {
      run: () => this.inTurn(() => removeDurably(path)).then(() => undefined),
      absent: { ENOENT: undefined },
    });
  }

  async list(signal: CancelSignal): Promise<Result<readonly NodeRecord[], Problem>> {
    const step = { operation: 'listing', path: this.directory, ms: IO_MS };
    const names = await boundedIo<string[]>(this.clock, step, signal, {
      run: () => readdir(this.directory),
      absent: { ENOENT: [] },
    });
    if (!names.ok) return names;
    const files = names.value.filter((name) => name.endsWith('.json')).sort();
    const records = all(
      await Promise.all(files.map((name) => this.read(join(this.directory, name), signal))),
    );
    return records.ok ? ok(records.value.filter((record) => record !== undefined)) : records;
  }

  /** A change whose caller has gone cannot be stopped; the next one waits for it instead of writing the same file. */
  private inTurn(change: () => Promise<void>): Promise<void> {
    const run = this.last.then(change, change);
    this.last = run;
    return run;
  }

  private pathOf(volume: string): string {
    return join(this.directory, recordFileName(volume));
  }

  private async read(path: string, signal: CancelSignal): Promise<Result<NodeRecord | undefined, Problem>> {
    const text = await boundedIo<string | undefined>(
      this.clock,
      { operation: 'reading', path, ms: IO_MS },
      signal,
      {
        run: () => readFile(path, 'utf8'),
        absent: { ENOENT: undefined },
      },
    );
    if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text;
    const record = decodeRecord(text.value);
    return typeof record === 'string'
      ? failed({ kind: 'journal-unreadable', path, detail: record })
      : ok(record);
  }
}
