import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { SiteReading } from '../../site/site-observer.port.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectKind } from '../objects/object-kind.js';
import type { AboutCluster, AccessQuestion } from '../ports/cluster-facts.port.js';
import type { RecoverySet } from '../set/recovery-set.js';

/** Everything that was read for the examination; what could not be read is a problem in its place. */
export interface DoctorFacts {
  readonly source: ClusterReading;
  readonly target: ClusterReading;
  /** The group as the source has it; undefined: no group was named. */
  readonly set: Result<RecoverySet, Problem> | undefined;
  readonly arrays: readonly ArrayReading[];
}

export interface ClusterReading {
  readonly id: string;
  readonly site: 'a' | 'b';
  readonly about: Result<AboutCluster, Problem>;
  readonly kinds: Result<readonly ObjectKind[], Problem>;
  /** CSIDriver, StorageClass, PersistentVolume, AccessPath, Node and the drivers' Deployments and DaemonSets. */
  readonly objects: Result<readonly ClusterObject[], Problem>;
  readonly rights: readonly Right[];
}

export interface Right {
  readonly question: AccessQuestion;
  readonly allowed: Result<boolean, Problem>;
}

export interface ArrayReading {
  readonly name: string;
  readonly sites: Result<SiteReading, Problem>;
}
