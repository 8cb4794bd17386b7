import {
  ok,
  type JournalRecord,
  type MoveFact,
  type MoveLog,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { JournalCopy, type Operation } from '@twinsite/k8s-dr-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import type { Terminal } from '../terminal.js';
import type { OpenCluster } from '../workbench.js';

/** A cluster that thinks longer than this has no copy of a record, ms. */
const COPY_MS = 3000;

export interface CopiedTo {
  readonly group: string;
  /** The first has to have it, or the operator is told. */
  readonly clusters: readonly OpenCluster[];
}

/** Facts of a move: on the disk of this host first, then on clusters, so that another host can go on. */
export class MoveJournal implements MoveLog {
  private readonly terminal: Terminal;
  private readonly operation: Operation;
  private readonly to: CopiedTo;

  constructor(terminal: Terminal, operation: Operation, to: CopiedTo) {
    this.terminal = terminal;
    this.operation = operation;
    this.to = to;
  }

  async append(fact: MoveFact): Promise<Result<void, Problem>> {
    const kept = await this.operation.journal.append({ type: 'fact', fact });
    if (!kept.ok) return kept;
    await this.copy();
    return ok(undefined);
  }

  async end(outcome: string): Promise<Result<void, Problem>> {
    const kept = await this.operation.journal.append({ type: 'end', outcome });
    if (kept.ok) await this.copy();
    return kept;
  }

  private async copy(): Promise<void> {
    const { id, journal } = this.operation;
    const text = journal.records.map((record) => `${JSON.stringify(record)}\n`).join('');
    const [first] = this.to.clusters;
    const copies = this.to.clusters.map(async (cluster) => {
      const copy = new JournalCopy(cluster.objects, this.to.group);
      const written = await copy.write({ id, text }, limitedSignal([], COPY_MS));
      if (!written.ok && cluster === first)
        this.terminal.err(
          `warning: cluster ${cluster.settings.id} has no copy of the last record: only this host can go on with ${id}`,
        );
    });
    await Promise.all(copies);
  }
}

export const factsOf = (records: readonly JournalRecord[]): readonly MoveFact[] =>
  records.flatMap(({ entry }) => (entry.type === 'fact' ? [entry.fact] : []));
