import type { ArrayDirectory } from '../array/array-directory.port.js';
import { findBy } from '../array/find-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { ValidateRequest, ValidationAnswer } from '../volume/validate-capabilities.js';
import type { FileArray } from './file-array.js';
import { checkFileCapabilities } from './file-capabilities.js';
import { parseFileParameters } from './file-parameters.js';
import { fileLookup } from './tree-name.js';

/** CSI ValidateVolumeCapabilities: a volume that exists and cannot be used so is an answer, not a problem. */
export function validateFileCapabilities(deps: { readonly arrays: ArrayDirectory<FileArray> }) {
  return async (
    { volumeId, capabilities, parameters }: ValidateRequest,
    signal: CancelSignal,
  ): Promise<Result<ValidationAnswer, Problem>> => {
    const found = await findBy(fileLookup, deps.arrays, volumeId, signal);
    if (!found.ok) return found;
    const capable = checkFileCapabilities(capabilities, 'volume_capabilities');
    if (!capable.ok) return ok({ confirmed: false, message: describeProblem(capable.problem) });
    const known = Object.keys(parameters).length > 0 ? parseFileParameters(parameters) : ok(undefined);
    if (!known.ok) return ok({ confirmed: false, message: describeProblem(known.problem) });
    return ok({ confirmed: true, message: '' });
  };
}
