/** Records that one start of a writer wrote one after the other: `[first, next)`. Times: wall clock, ms. */
export interface Stretch {
  /** Its node, which tells its cluster. */
  readonly writer: string;
  readonly started: number;
  readonly first: number;
  readonly next: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A record as it stands on the storage. */
export interface Signed {
  readonly number: number;
  readonly writer: string;
  readonly started: number;
  readonly at: number;
}

/** A record's line (lab/guest/record-writer.c); the text of another file may look alike for 4096 bytes, never for 64. */
export const RECORD = { line: /^\d{12} \S+ +\d{13} \d{13} [0-9a-f]{13}\n$/, bytes: 64 } as const;

export const readStretches = (text: string): readonly Stretch[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Stretch);

export function readSigned(line: string): Signed {
  const [number, writer = '', started, at] = line.split(/ +/);
  return { number: Number(number), writer, started: Number(started), at: Number(at) };
}

/** How many they are. */
export const recordsOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { first, next }) => sum + next - first, 0);

/** Acknowledged records that are not there, or are somebody else's. */
export const missingOf = (acknowledged: readonly Stretch[], found: readonly Stretch[]): number =>
  acknowledged.reduce((sum, one) => sum + (one.next - one.first) - coveredOf(one, found), 0);

const coveredOf = (one: Stretch, found: readonly Stretch[]): number =>
  found
    .filter(({ writer, started }) => writer === one.writer && started === one.started)
    .reduce((sum, { first, next }) => {
      return sum + Math.max(0, Math.min(next, one.next) - Math.max(first, one.first));
    }, 0);

/** One cluster took over from another: what may be on the storage of the former owner's. */
export interface Takeover {
  readonly from: string;
  /** When the fence was proved. */
  readonly fencedAt: number;
  /** The new owner's first record. */
  readonly first: number;
  /** Keys of the former owner's records that were on the storage just after the fence. */
  readonly landed: ReadonlySet<string>;
}

export const keyOf = ({ writer, started, number }: Signed): string => `${writer} ${started} ${number}`;

/**
 * Records of the former owner that landed after the fence: written after it, or there now and not just after it. Starts of a later
 * time, when it was the owner again, are none.
 */
export const lateOf = (
  records: readonly Signed[],
  { from, fencedAt, landed }: Takeover,
  until = Number.POSITIVE_INFINITY,
): readonly Signed[] =>
  records.filter(
    (record) =>
      record.writer === from &&
      record.started < until &&
      (record.at > fencedAt || !landed.has(keyOf(record))),
  );

/** Records of the former owner in the file at numbers that the new owner has gone on with. */
export const overwrittenOf = (
  found: readonly Stretch[],
  { from, first, fencedAt }: Takeover,
  until = Number.POSITIVE_INFINITY,
): number =>
  found
    .filter(({ writer, started, lastAt }) => writer === from && started < until && lastAt <= fencedAt)
    .reduce((sum, stretch) => sum + Math.max(0, stretch.next - Math.max(stretch.first, first)), 0);
