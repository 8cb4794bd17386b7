import type { StorageArray } from '../../array/storage-array.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { AccessPathSituation, ArrayStep, PathStep } from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';

/** Carries out one change. Every one may be repeated: what is there, or gone, already is a success. */
export async function applyStep(
  array: StorageArray,
  { found, spec }: AccessPathSituation,
  step: ArrayStep,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (step.kind === 'create') return array.accessPathSetup.create(step.wanted, signal);
  if (found === undefined) return ok(undefined);
  return changePath(array, { path: found, preempt: spec.preempt }, step, signal);
}

function changePath(
  { accessPathSetup, vipSetup }: StorageArray,
  { path, preempt }: { readonly path: ArrayAccessPath; readonly preempt: boolean },
  step: PathStep,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  switch (step.kind) {
    case 'mark':
      return accessPathSetup.mark(path, step.mark, signal);
    case 'remove-path':
      return accessPathSetup.remove(path, signal);
    case 'add-gateway':
      return accessPathSetup.addGateway(path, step.gateway, signal);
    case 'remove-gateway':
      return accessPathSetup.removeGateway(path, step.gateway, signal);
    case 'add-vip':
      return vipSetup.add({ path, vip: step.vip, preempt }, signal);
    case 'remove-vip':
      return vipSetup.remove(path, step.address, signal);
    case 'set-preempt':
      return vipSetup.setPreempt(path, step.preempt, signal);
  }
}
