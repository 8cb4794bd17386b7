import type { Problem } from '../../../shared/problem.js';
import { failed, type Result } from '../../../shared/result.js';

/** Switches of the in-memory cluster; all off is a healthy one. */
export interface KubernetesFaults {
  /** The API server does not answer. What a watch has seen stays. */
  down: boolean;
  /** Nothing has been listed since the start. */
  unsynced: boolean;
  /** The next change of an object meets somebody else's. */
  conflictNext: boolean;
}

export const noKubernetesFaults = (): KubernetesFaults => ({
  down: false,
  unsynced: false,
  conflictNext: false,
});

/** Every call of the fakes to their API server goes through here. */
export function ask<T>(
  faults: KubernetesFaults,
  operation: string,
  produce: () => Result<T, Problem>,
): Promise<Result<T, Problem>> {
  const detail = 'connect timeout';
  return Promise.resolve(
    faults.down ? failed({ kind: 'kubernetes-unreachable', operation, detail }) : produce(),
  );
}
