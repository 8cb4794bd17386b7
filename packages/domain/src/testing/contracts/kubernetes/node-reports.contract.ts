import type { NodeReport, NodeReports } from '../../../access-path/node-reports.port.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface NodeReportsSubject {
  readonly reports: NodeReports;
  /** A node of the cluster that has never reported. */
  readonly freshNode: () => Promise<string>;
}

const aReport = (node: string, observedAt = 1_800_000_000_123): NodeReport => ({
  node,
  bootId: '6a7f1b1e-0000-4000-8000-000000000001',
  observedAt,
  paths: [
    {
      volume: 'csi-iscsi-vid-pvc-1',
      iqn: 'iqn.2018-12.sds:gw-a',
      portal: { address: '10.7.1.1', port: 3260 },
      state: 'ready',
    },
    {
      volume: 'csi-iscsi-vid-pvc-1',
      iqn: 'iqn.2018-12.sds:gw-b',
      portal: { address: 'fd00::1', port: 3261 },
      state: 'no-session',
    },
  ],
});

export const nodeReportsContract: readonly ContractCase<NodeReportsSubject>[] = [
  {
    name: 'a report is listed as it was written',
    run: async ({ reports, freshNode }) => {
      const node = await freshNode();
      expectEqual(await reportOf(reports, node), undefined, 'before');
      expectOk(await reports.write(aReport(node), never), 'write');
      expectEqual(await reportOf(reports, node), aReport(node), 'report');
    },
  },
  {
    name: 'the next report of a node replaces its last one and nobody else’s',
    run: async ({ reports, freshNode }) => {
      const [node, other] = [await freshNode(), await freshNode()];
      for (const name of [node, other]) expectOk(await reports.write(aReport(name), never), name);
      const next = { ...aReport(node, 1_800_000_060_000), paths: [] };
      expectOk(await reports.write(next, never), 'write again');
      expectEqual(await reportOf(reports, node), next, 'report');
      expectEqual(await reportOf(reports, other), aReport(other), 'the other one');
    },
  },
];

async function reportOf(reports: NodeReports, node: string): Promise<NodeReport | undefined> {
  return expectOk(await reports.list(never), 'list').find((report) => report.node === node);
}
