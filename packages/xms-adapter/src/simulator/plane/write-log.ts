/** When a write came in and how it ended. Milliseconds of the simulator's clock. */
export interface Fate {
  readonly arrivedAt: number;
  /** When it reached the pool; undefined while it is in flight and for ever when it was dropped. */
  executedAt: number | undefined;
  droppedAt: number | undefined;
}

/** One write command at one block gateway. */
export interface WriteEntry extends Fate {
  readonly gateway: string;
  readonly initiator: string;
  readonly volumeId: number;
  readonly offset: number;
  readonly length: number;
}

/** Who wrote what through which gateway, in the order of arrival, for those who check afterwards. */
export class WriteLog<Entry extends Fate> {
  private readonly list: Entry[] = [];

  arrive(entry: Entry): Entry {
    this.list.push(entry);
    return entry;
  }

  entries(): readonly Readonly<Entry>[] {
    return this.list;
  }
}

export const arrivingAt = (now: number): Fate => ({
  arrivedAt: now,
  executedAt: undefined,
  droppedAt: undefined,
});
