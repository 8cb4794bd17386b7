import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { FileFolder } from './file-folder.js';
import type { GatewayGroup } from './gateway-group.js';

/**
 * Where file volumes can be made and through what they are reached. Every method of the file ports answers
 * `file-api-missing` on an array without the file API of 4.x and 5.x (XMS: `fs-*`).
 */
export interface FileFolders {
  /** Exact name; undefined only when the array answered. */
  find(name: string, signal: CancelSignal): Promise<Result<FileFolder | undefined, Problem>>;
  list(signal: CancelSignal): Promise<Result<readonly FileFolder[], Problem>>;
  /** Complete, or a problem. Ordered by id. */
  gatewayGroups(signal: CancelSignal): Promise<Result<readonly GatewayGroup[], Problem>>;
}
