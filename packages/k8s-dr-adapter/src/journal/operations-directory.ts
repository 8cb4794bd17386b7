import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Clock, type JournalRecord, type Problem, type Result } from '@twinsite/domain';
import { FileJournal, unwritable } from './file-journal.js';
import { takeGroupLock, type GroupLock } from './group-lock.js';
import { parseJournal } from './journal-lines.js';

export interface OperationOrder {
  /** `restore`, `sync`. */
  readonly verb: string;
  readonly group: string;
  /** Digest of what the operation is about and how. */
  readonly fingerprint: string;
  /** For people who read the journal. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface Operation {
  /** `20261126T203512123Z-restore`: also the name of its journal. */
  readonly id: string;
  readonly journal: FileJournal;
  /** Records of the run that was cut off before; 0: it begins now. */
  readonly resumedAfter: number;
  close(): Promise<void>;
}

/** The journals of all operations on this machine: `<state>/<group>/<operation>.jsonl`, one operation per group at a time. */
export class OperationsDirectory {
  private readonly state: string;
  private readonly clock: Clock;

  constructor(state: string, clock: Clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * Begins an operation, or goes on with the same one when its last run was cut off. Another one that was cut off stays
   * as it is: what it left is found on the clusters. The group is locked until `close`.
   */
  async begin(order: OperationOrder): Promise<Result<Operation, Problem>> {
    const lock = await this.lock(order.group);
    if (!lock.ok) return lock;
    const operation = await this.enter(order);
    if (!operation.ok) {
      await lock.value.release();
      return operation;
    }
    const close = async (): Promise<void> => {
      await operation.value.close();
      await lock.value.release();
    };
    return ok({ ...operation.value, close });
  }

  /** One process of this host at a time works on the group. */
  async lock(group: string): Promise<Result<GroupLock, Problem>> {
    const directory = join(this.state, group);
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
    } catch (error) {
      return failed(unwritable(directory, error));
    }
    return takeGroupLock(directory, group);
  }

  /** As `begin`, for who has the lock. */
  async enter(order: OperationOrder): Promise<Result<Operation, Problem>> {
    const { verb, group, fingerprint, facts } = order;
    const directory = join(this.state, group);
    const before = await this.list(group);
    if (!before.ok) return before;
    const open = before.value.find((operation) => isOpen(operation, order));
    const at = new Date(this.clock.now()).toISOString().replaceAll(/[-:.]/g, '');
    const id = open?.id ?? `${at}-${verb}`;
    const opened = await FileJournal.open(join(directory, `${id}.jsonl`), this.clock);
    if (!opened.ok) return opened;
    const journal = opened.value;
    const resumedAfter = journal.found.length;
    const written = await journal.append(
      resumedAfter > 0
        ? { type: 'resume', seen: resumedAfter }
        : { type: 'begin', verb, group, fingerprint, facts },
    );
    if (written.ok) return ok({ id, journal, resumedAfter, close: () => journal.close() });
    await journal.close();
    return written;
  }

  /** Newest first; a broken journal is a problem. */
  async list(group: string): Promise<Result<readonly JournalledOperation[], Problem>> {
    const directory = join(this.state, group);
    const names = await readdir(directory).catch(() => []);
    const operations: JournalledOperation[] = [];
    for (const name of names
      .filter((one) => one.endsWith('.jsonl'))
      .sort()
      .reverse()) {
      const path = join(directory, name);
      const read = parseJournal(path, await readFile(path, 'utf8'));
      if (!read.ok) return read;
      operations.push({ id: name.slice(0, -'.jsonl'.length), records: read.value.records });
    }
    return ok(operations);
  }
}

export interface JournalledOperation {
  readonly id: string;
  readonly records: readonly JournalRecord[];
}

function isOpen({ records }: JournalledOperation, { verb, fingerprint }: OperationOrder): boolean {
  const begin = records[0]?.entry;
  const last = records.at(-1)?.entry;
  const isSame = begin?.type === 'begin' && begin.verb === verb && begin.fingerprint === fingerprint;
  return isSame && (last?.type !== 'end' || last.outcome === 'partial');
}
