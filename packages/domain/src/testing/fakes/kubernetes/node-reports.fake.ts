import type { NodeReport, NodeReports } from '../../../access-path/node-reports.port.js';
import type { Problem } from '../../../shared/problem.js';
import { ok, type Result } from '../../../shared/result.js';
import { ask, noKubernetesFaults, type KubernetesFaults } from './kubernetes-faults.js';

export class FakeNodeReports implements NodeReports {
  readonly faults: KubernetesFaults;
  private readonly reports = new Map<string, NodeReport>();

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  list(): Promise<Result<readonly NodeReport[], Problem>> {
    return ask(this.faults, 'listing the reports of the nodes', () => ok([...this.reports.values()]));
  }

  write(report: NodeReport): Promise<Result<void, Problem>> {
    return ask(this.faults, 'writing a report', () => {
      this.reports.set(report.node, report);
      return ok(undefined);
    });
  }

  /** The node has left the cluster, and its report with it. */
  removeNode(node: string): void {
    this.reports.delete(node);
  }
}
