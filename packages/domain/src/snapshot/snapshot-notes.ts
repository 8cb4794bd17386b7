/** What a VolumeSnapshotClass said when the snapshot was taken; it travels with the snapshot on the array (ADR 0012). */
export interface SnapshotNotes {
  /** Whether a restore is cut off the snapshot; undefined leaves it to the StorageClass. */
  readonly flatten: boolean | undefined;
  /** False: the snapshot must not be restored. */
  readonly use: boolean;
}

const LINE = /^twinsite\/1 snapshot flatten=(true|false|unset) use=(true|false)$/;

/** A snapshot that the driver did not take has no note: it may be used, and says nothing about flattening. */
export function readSnapshotNotes(description: string): SnapshotNotes {
  for (const line of description.split('\n')) {
    const [, flatten, use] = LINE.exec(line) ?? [];
    if (flatten !== undefined)
      return { flatten: flatten === 'unset' ? undefined : flatten === 'true', use: use === 'true' };
  }
  return { flatten: undefined, use: true };
}

export const describeSnapshot = (name: string, { flatten, use }: SnapshotNotes): string =>
  `twinsite snapshot ${name}\ntwinsite/1 snapshot flatten=${flatten ?? 'unset'} use=${use}`;
