import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import type { Lookup } from '../array/find-volume.js';
import { parseFileHandle } from '../volume/volume-handle.js';
import { parseVolumeName, type VolumeName } from '../volume/volume-name.js';
import type { FileArray } from './file-array.js';
import type { QuotaTree } from './quota-tree.js';

/** The name of a file volume is that of a directory, so it must not be a path. */
export function parseTreeName(text: string, field: string): Result<VolumeName, GeneralProblem> {
  const isPath = text.includes('/') || text === '.' || text === '..';
  if (!isPath) return parseVolumeName(text, field);
  const remedy = 'an NFS volume is a directory of its name: "/", "." and ".." are not possible';
  return failed({ kind: 'invalid-request', field, value: text, remedy });
}

/** How file volumes are found. */
export const fileLookup: Lookup<FileArray, QuotaTree> = {
  parse: (handle) => {
    const name = parseFileHandle(handle);
    const isTree = name.ok && parseTreeName(name.value, 'volume_id').ok;
    return isTree ? ok(name.value) : failed({ kind: 'volume-missing', volume: handle, arrays: [] });
  },
  find: ({ files }, name, signal) => files.trees.find(name, signal),
};
