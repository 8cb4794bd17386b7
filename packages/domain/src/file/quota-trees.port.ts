import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { VolumeName } from '../volume/volume-name.js';
import type { FileFolder } from './file-folder.js';
import type { QuotaTree } from './quota-tree.js';

/** The file volumes of one array. */
export interface QuotaTrees {
  /** By exact name in every folder; in two folders: `volume-ambiguous`. Undefined only when the array answered. */
  find(name: VolumeName, signal: CancelSignal): Promise<Result<QuotaTree | undefined, Problem>>;
  /**
   * Creates and waits until it is ready. A name the folder already has: `volume-differs` (the caller looks it up); no
   * answer: `outcome-unknown`; still settling at the deadline: `array-unsettled`; no room: `folder-full`.
   */
  create(spec: NewQuotaTree, signal: CancelSignal): Promise<Result<QuotaTree, Problem>>;
  /** Waits until a tree found in progress is ready. */
  settle(tree: QuotaTree, signal: CancelSignal): Promise<Result<QuotaTree, Problem>>;
  /** Sets the enforced size and waits until the array shows it. */
  resize(tree: QuotaTree, size: Bytes, signal: CancelSignal): Promise<Result<QuotaTree, Problem>>;
  /** With all data, and waits until it is no longer found. Success when already gone. A share of it: `volume-in-use`. */
  delete(tree: QuotaTree, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Every tree of every folder. Complete, or a problem. Ordered by id. */
  list(signal: CancelSignal): Promise<Result<readonly QuotaTree[], Problem>>;
}

export interface NewQuotaTree {
  readonly name: VolumeName;
  readonly folder: FileFolder;
  readonly size: Bytes;
}
