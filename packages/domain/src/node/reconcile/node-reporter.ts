import type { NodeReport, NodeReports, ReportedPath } from '../../access-path/node-reports.port.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Clock } from '../../shared/clock.port.js';
import { describeProblem } from '../../shared/describe-problem.js';
import type { ReconcileAction } from './reconcile-report.js';

/** With passes 30 s apart a report is repeated about every minute; three minutes old it proves nothing (docs/adr/0021). */
const REPEAT_MS = 45_000;

/** Where the node says which paths it uses, and under which name. */
export interface Reporting {
  readonly node: string;
  readonly to: Pick<NodeReports, 'write'>;
}

/** Tells the cluster when something has changed, and otherwise now and then. */
export class NodeReporter {
  private readonly reporting: Reporting;
  private readonly clock: Clock;
  private last: { readonly at: number; readonly text: string } | undefined;

  constructor(reporting: Reporting, clock: Clock) {
    this.reporting = reporting;
    this.clock = clock;
  }

  /** What went wrong; a report that was not written is written after the next pass. */
  async tell(seen: Omit<NodeReport, 'node'>, signal: CancelSignal): Promise<readonly ReconcileAction[]> {
    const text = `${seen.bootId} ${seen.paths.map(pathText).join(' ')}`;
    const { last } = this;
    const now = this.clock.now();
    if (last?.text === text && now - last.at < REPEAT_MS) return [];
    const written = await this.reporting.to.write({ node: this.reporting.node, ...seen }, signal);
    if (written.ok) this.last = { at: now, text };
    if (written.ok || signal.aborted) return [];
    return [{ kind: 'report-unwritten', detail: describeProblem(written.problem) }];
  }
}

const pathText = ({ volume, iqn, portal, state }: ReportedPath): string =>
  `${volume} ${iqn} ${portal.address} ${portal.port} ${state}`;
