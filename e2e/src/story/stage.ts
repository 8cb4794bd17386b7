import type { Lab, Report } from '@twinsite/lab';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { ControlPlane } from '../cluster/control-plane.js';
import type { Kubectl } from '../cluster/kubectl.js';
import type { Programs } from '../programs/programs.js';
import type { Helm } from '../world/helm.js';
import type { NodeParts } from '../world/kube-nodes.js';

/** What every act of every story works with. */
export interface Stage {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
  readonly plane: ControlPlane;
  readonly nodeParts: NodeParts;
  readonly programs: Programs;
  readonly kubectl: Kubectl;
  readonly helm: Helm;
  readonly report: Report;
  /** This workspace's folder, which holds manifests/. */
  readonly home: string;
  /** Of the array's account, of this run only. */
  readonly password: string;
  readonly signal: AbortSignal;
}

/** How long something took, in whole milliseconds. */
export async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = Date.now();
  await work();
  return Date.now() - start;
}
