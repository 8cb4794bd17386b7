import { open, type FileHandle } from 'node:fs/promises';
import {
  chained,
  failed,
  ok,
  type Clock,
  type JournalEntry,
  type JournalRecord,
  type OperationJournal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { parseJournal } from './journal-lines.js';

interface Waiting {
  readonly line: string;
  readonly done: (result: Result<void, Problem>) => void;
}

/** One operation's journal as JSON lines. Entries that come while the disk is busy reach it together, with one flush. */
export class FileJournal implements OperationJournal {
  /** What was there when it was opened. */
  readonly found: readonly JournalRecord[];
  private readonly path: string;
  private readonly file: FileHandle;
  private readonly clock: Clock;
  private readonly written: JournalRecord[] = [];
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle, clock: Clock, found: readonly JournalRecord[]) {
    this.path = path;
    this.file = file;
    this.clock = clock;
    this.found = found;
  }

  /** Makes the file, or goes on after the last whole record of the one that is there. */
  static async open(path: string, clock: Clock): Promise<Result<FileJournal, Problem>> {
    try {
      const file = await open(path, 'a+', 0o600);
      const read = parseJournal(path, await file.readFile('utf8'));
      if (!read.ok) {
        await file.close();
        return read;
      }
      await file.truncate(read.value.wholeBytes);
      return ok(new FileJournal(path, file, clock, read.value.records));
    } catch (error) {
      return failed(unwritable(path, error));
    }
  }

  /** All of it, in order. */
  get records(): readonly JournalRecord[] {
    return [...this.found, ...this.written];
  }

  append(entry: JournalEntry): Promise<Result<void, Problem>> {
    const last = this.written.at(-1) ?? this.found.at(-1);
    const record = chained(entry, new Date(this.clock.now()).toISOString(), last);
    this.written.push(record);
    const result = new Promise<Result<void, Problem>>((done) => {
      this.waiting.push({ line: `${JSON.stringify(record)}\n`, done });
    });
    this.writing ??= this.drain();
    return result;
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      const result = await this.write(batch.map(({ line }) => line).join(''));
      for (const { done } of batch) done(result);
    }
    this.writing = undefined;
  }

  private async write(lines: string): Promise<Result<void, Problem>> {
    try {
      await this.file.appendFile(lines);
      await this.file.datasync();
      return ok(undefined);
    } catch (error) {
      return failed(unwritable(this.path, error));
    }
  }
}

export const unwritable = (path: string, error: unknown): Problem => ({
  kind: 'journal-unwritable',
  path,
  detail: (error as NodeJS.ErrnoException).code ?? String(error),
});
