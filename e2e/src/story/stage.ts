import type { Lab, Report } from '@twinsite/lab';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Kubectl } from '../cluster/kubectl.js';

/** What every act of the story works with. */
export interface Stage {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
  readonly kubectl: Kubectl;
  readonly report: Report;
  /** This workspace's folder, which holds manifests/. */
  readonly home: string;
  readonly signal: AbortSignal;
}

/** How long something took, in whole milliseconds. */
export async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = Date.now();
  await work();
  return Date.now() - start;
}
