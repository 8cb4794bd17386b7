import type { OperationJournal } from '@twinsite/domain';
import type { ConflictPolicy, OpenBundle } from '@twinsite/domain';
import type { CommonOptions, DirectionOptions, ProgressOptions } from '../commands/options.js';
import type { GroupSession } from '../actions/session.js';
import type { OpenArrays, Workbench } from '../workbench.js';

export interface MoveOptions extends CommonOptions, DirectionOptions, ProgressOptions {
  readonly bundle?: string;
  readonly maxAge?: number;
  readonly conflict: ConflictPolicy;
  /** Seconds: a driver may act on an owner that it has read so long. */
  readonly settle: number;
  /** Seconds: binding, stopping and starting may each take so long. */
  readonly wait: number;
  readonly yes: boolean;
  /** When the outage began: ISO 8601, UTC; for the report. */
  readonly outageAt?: string;
  /** Although the source shows signs of life. */
  readonly force?: boolean;
  /** Who has seen the source powered off, and how, where no fence can be proved. */
  readonly attest?: string;
}

/** What every step of a move works with. */
export interface MoveContext {
  readonly bench: Workbench;
  readonly session: GroupSession;
  readonly arrays: OpenArrays;
  readonly options: MoveOptions;
  /** Of the operation: what its epochs carry on the array. */
  readonly id: string;
  /** Of single objects; the facts have a journal of their own. */
  readonly objectsJournal: OperationJournal;
  /** The bundle that was opened last, so that it is proved once. */
  opened?: { readonly root: string; readonly bundle: OpenBundle };
}
