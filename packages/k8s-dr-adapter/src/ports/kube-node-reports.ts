import { ok, type CancelSignal, type NodeReport, type NodeReports } from '@twinsite/domain';
import type { Problem, Result } from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import { csiNodes, nodePaths } from '../client/resources.js';
import { formatNodeReport, readNodeReport } from '../wire/node-report.js';

const MANAGER = 'twinsite-node';

export class KubeNodeReports implements NodeReports {
  private readonly client: KubeClient;

  constructor(client: KubeClient) {
    this.client = client;
  }

  /** A node of the cluster has a CSINode, which its kubelet makes and which goes with it. Read after the reports. */
  async list(signal: CancelSignal): Promise<Result<readonly NodeReport[], Problem>> {
    const reports = await this.client.list(nodePaths, {}, signal);
    if (!reports.ok) return reports;
    const nodes = await this.client.list(csiNodes, {}, signal);
    if (!nodes.ok) return nodes;
    const names = new Set(nodes.value.items.map(({ metadata }) => metadata.name));
    return ok(reports.value.items.map(readNodeReport).filter(({ node }) => names.has(node)));
  }

  async write(report: NodeReport, signal: CancelSignal): Promise<Result<void, Problem>> {
    const wanted = { report: formatNodeReport(report) };
    const patch = { kind: 'apply', manager: MANAGER, wanted, force: true } as const;
    const written = await this.client.patch(nodePaths, { name: report.node }, patch, signal);
    return written.ok ? ok(undefined) : written;
  }
}
