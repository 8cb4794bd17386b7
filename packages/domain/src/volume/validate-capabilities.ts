import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { findVolume } from '../array/find-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from './capability.js';
import { checkCapabilities } from './check-capabilities.js';
import { parseVolumeParameters } from './volume-parameters.js';

export interface ValidateRequest {
  readonly volumeId: string;
  readonly capabilities: readonly VolumeCapability[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: ArrayCredentials | undefined;
}

export interface ValidationAnswer {
  readonly confirmed: boolean;
  /** Why not, for a human; empty when confirmed. */
  readonly message: string;
}

/** CSI ValidateVolumeCapabilities: a volume that exists and cannot be used so is an answer, not a problem. */
export function validateCapabilities(deps: { readonly arrays: ArrayDirectory }) {
  return async (
    request: ValidateRequest,
    signal: CancelSignal,
  ): Promise<Result<ValidationAnswer, Problem>> => {
    const located = await findVolume(deps.arrays, request.volumeId, signal);
    if (!located.ok) return located;
    const capabilities = checkCapabilities(request.capabilities, 'volume_capabilities');
    if (!capabilities.ok) return ok({ confirmed: false, message: describeProblem(capabilities.problem) });
    const hasParameters = Object.keys(request.parameters).length > 0;
    const parameters = hasParameters ? parseVolumeParameters(request.parameters) : ok(undefined);
    if (!parameters.ok) return ok({ confirmed: false, message: describeProblem(parameters.problem) });
    return ok({ confirmed: true, message: '' });
  };
}
