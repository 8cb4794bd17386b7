import { readRecoverySet, type Problem, type ReadSet, type Result } from '@twinsite/domain';
import type { OpenCluster } from '../workbench.js';
import type { GroupSession } from './session.js';

/** The group as a cluster has it now. */
export const readSet = (
  { group, signal }: GroupSession,
  { objects, settings }: OpenCluster,
): Promise<Result<ReadSet, Problem>> =>
  readRecoverySet(
    objects,
    { cluster: settings.id, group, driverNamespaces: settings.driverNamespaces },
    signal,
  );
