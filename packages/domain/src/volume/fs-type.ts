import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import type { FsType } from '../node/filesystems.port.js';

export const FS_TYPES: readonly FsType[] = ['ext4', 'ext3', 'xfs'];
export const DEFAULT_FS_TYPE: FsType = 'ext4';

/** Empty means the default. */
export function parseFsType(text: string, field: string): Result<FsType, GeneralProblem> {
  const known = text === '' ? DEFAULT_FS_TYPE : FS_TYPES.find((type) => type === text.toLowerCase());
  if (known !== undefined) return ok(known);
  return failed({
    kind: 'invalid-request',
    field,
    value: text,
    remedy: `supported file systems are ${FS_TYPES.join(', ')}`,
  });
}
