import { failed, ok, type Result } from '../shared/result.js';
import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';
import type { BlockSnapshot } from './snapshot.js';
import type { SnapshotProblem } from './snapshot-problems.js';

const FORM = /^csi-iscsi-snap-(\d{1,19})-(.+)$/s;

export interface SnapshotHandle {
  /** The array's id. */
  readonly id: string;
  /** The array must show the same name under the id, or it is another snapshot. */
  readonly name: SnapshotName;
}

/** The CSI snapshot_id: `csi-iscsi-snap-<array id>-<name>`, at most 256 bytes. */
export const formatSnapshotHandle = ({ id, name }: Pick<BlockSnapshot, 'id' | 'name'>): string =>
  `csi-iscsi-snap-${id}-${name}`;

/** Anything else names a snapshot that cannot exist here. */
export function parseSnapshotHandle(text: string): Result<SnapshotHandle, SnapshotProblem> {
  const [, id, nameText] = FORM.exec(text) ?? [];
  const name = parseSnapshotName(nameText ?? '', 'snapshot_id');
  if (id === undefined || !name.ok) return failed({ kind: 'snapshot-missing', snapshot: text, arrays: [] });
  return ok({ id, name: name.value });
}
