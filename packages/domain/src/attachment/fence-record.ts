/**
 * A removal of access that still has to be waited out. It is kept in the volume's description on the array, the one
 * place that survives this process and that another controller reads (docs/adr/0008).
 */
export interface FenceRecord {
  readonly node: string;
  /** The access path whose gateways have to be asked: the volume no longer names it once its mapping is gone. */
  readonly accessPath: string;
  /**
   * When the mapping was gone by read-back, undefined before that: only from then on can old commands die out. Unit:
   * ms since the Unix epoch, by the clock of the controller that removed it.
   */
  readonly since: number | undefined;
}

const LINE = /^twinsite\/1 fencing (\S+) via (\S+) since (\d{13}|removal)$/;

/** All records in a description, oldest first. */
export function readFenceRecords(description: string): readonly FenceRecord[] {
  return description.split('\n').flatMap((line) => {
    const [, node, accessPath, since] = LINE.exec(line) ?? [];
    if (node === undefined || accessPath === undefined) return [];
    return [
      {
        node,
        accessPath: decodeURIComponent(accessPath),
        since: since === 'removal' ? undefined : Number(since),
      },
    ];
  });
}

/** The description with the record put in; a record of the same node is replaced, other lines stay. */
export function addFenceRecord(description: string, { node, accessPath, since }: FenceRecord): string {
  return `${removeFenceRecord(description, node)}\ntwinsite/1 fencing ${node} via ${encodeURIComponent(accessPath)} since ${since ?? 'removal'}`;
}

export function removeFenceRecord(description: string, node: string): string {
  return description
    .split('\n')
    .filter((line) => LINE.exec(line)?.[1] !== node)
    .join('\n');
}
