import type {
  AboutCluster,
  AccessAnswer,
  AccessQuestion,
  ClusterFacts,
} from '../../../recovery/ports/cluster-facts.port.js';
import type { Problem } from '../../../shared/problem.js';
import { ok, type Result } from '../../../shared/result.js';
import { ask, noKubernetesFaults, type KubernetesFaults } from '../kubernetes/kubernetes-faults.js';

export class FakeClusterFacts implements ClusterFacts {
  readonly faults: KubernetesFaults;
  version = 'v1.34.2';
  clockAheadMs = 0;
  /** `create persistentvolumes`: verb and plural. Everything else is allowed. */
  readonly denied = new Set<string>();

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  about(): Promise<Result<AboutCluster, Problem>> {
    const { version, clockAheadMs } = this;
    return ask(this.faults, 'read /version', () => ok({ version, clockAheadMs }));
  }

  may({ verb, resource }: AccessQuestion): Promise<Result<AccessAnswer, Problem>> {
    const allowed = !this.denied.has(`${verb} ${resource}`);
    return ask(this.faults, 'ask for rights', () => ok({ allowed, reason: '' }));
  }
}
