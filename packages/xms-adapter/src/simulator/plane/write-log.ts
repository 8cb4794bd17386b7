/** One write command at one gateway. Times are milliseconds of the simulator's clock. */
export interface WriteEntry {
  readonly gateway: string;
  readonly initiator: string;
  readonly volumeId: number;
  readonly offset: number;
  readonly length: number;
  readonly arrivedAt: number;
  /** When it reached the pool; undefined while it is in flight and for ever when it was dropped. */
  executedAt: number | undefined;
  droppedAt: number | undefined;
}

/** Who wrote what through which gateway, in the order of arrival, for those who check afterwards. */
export class WriteLog {
  private readonly list: WriteEntry[] = [];

  arrive(entry: Omit<WriteEntry, 'executedAt' | 'droppedAt'>): WriteEntry {
    const added: WriteEntry = { ...entry, executedAt: undefined, droppedAt: undefined };
    this.list.push(added);
    return added;
  }

  entries(): readonly Readonly<WriteEntry>[] {
    return this.list;
  }
}
