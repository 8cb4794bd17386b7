import type { Attachment, TargetPortal } from '../attachment/attachment.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/** What this node has begun to do with each volume: written and synced before each irreversible step. */
export interface NodeJournal {
  load(volume: string, signal: CancelSignal): Promise<Result<NodeRecord | undefined, Problem>>;
  save(record: NodeRecord, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Success when there is no record. */
  forget(volume: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  list(signal: CancelSignal): Promise<Result<readonly NodeRecord[], Problem>>;
}

export interface NodeRecord {
  /** CSI volume id. */
  readonly volume: string;
  readonly stagingPath: string;
  readonly attachment: Attachment;
  /** Where it is bound for pods, noted before the bind: after a crash or a reboot an entry may stand for nothing. */
  readonly published: readonly string[];
  readonly phase: 'connecting' | 'formatting' | 'mounting' | 'staged' | 'unstaging';
  /** Boot of the host in which this was written; the journal puts it there. Absent in what an older driver wrote. */
  readonly bootId?: string;
  /** Portals the volume is giving up; something of them may still stand. Absent when there is none. */
  readonly leaving?: readonly TargetPortal[];
  /**
   * The portals of the publish context, once an AccessPath has changed those of the attachment: kubelets hand in that
   * same context at every later stage. Absent before.
   */
  readonly contextPortals?: readonly TargetPortal[];
}
