import type { Portal } from '../attachment/portal.js';
import type { PathCondition } from '../node/reconcile/reconcile-report.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/** What each node says of the paths it uses (`nodepaths.sds.xsky.com`, docs/adr/0021). */
export interface NodeReports {
  /** Of every node that has ever reported and still is a node of the cluster; old ones say so by their time. */
  list(signal: CancelSignal): Promise<Result<readonly NodeReport[], Problem>>;
  /** Makes or replaces the report of `report.node`. */
  write(report: NodeReport, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface NodeReport {
  /** Kubernetes node name. */
  readonly node: string;
  readonly bootId: string;
  /** When the node looked. Unit: ms since the Unix epoch, by the node's clock. */
  readonly observedAt: number;
  /** One entry per live volume and portal that it uses or should use. */
  readonly paths: readonly ReportedPath[];
}

export interface ReportedPath {
  /** CSI volume id. */
  readonly volume: string;
  readonly iqn: string;
  readonly portal: Portal;
  readonly state: PathCondition['state'];
}
