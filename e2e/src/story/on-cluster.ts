import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { helmProgram } from '@twinsite/chart';
import { sayOnStderr as say, type Lab, type Report } from '@twinsite/lab';
import type { FilesSpec } from '@twinsite/xms-adapter/simulator';
import { startArticleArray } from '../world/article-array.js';
import { Helm, type Values } from '../world/helm.js';
import { installDriver } from '../world/install-driver.js';
import { startKubernetes } from '../world/kube-world.js';
import { showLogs } from './logs.js';
import { manifest } from './manifests.js';
import type { Stage } from './stage.js';

export interface ClusterOrder {
  readonly lab: Lab;
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Of the chart, and how many drivers they switch on. */
  readonly values: Values;
  readonly drivers?: number;
  /** Of the array. */
  readonly files?: FilesSpec;
}

/** One cluster with the chart installed and the array's Secret applied; `readyMs`: from nothing to there. */
export async function onCluster<T>(
  order: ClusterOrder,
  tell: (stage: Stage, readyMs: number) => Promise<T>,
): Promise<T> {
  const { lab, report, signal, values, drivers = 1, files } = order;
  const password = randomBytes(12).toString('hex');
  const account = { password, ...(files === undefined ? {} : { files }) };
  const simulator = await startArticleArray(lab, account, signal);
  const home = dirname(dirname(lab.program));
  try {
    const begun = Date.now();
    const { plane, nodeParts, programs } = await startKubernetes(lab, signal);
    const helm = await Helm.on(lab, plane, await helmProgram(say, signal), signal);
    await installDriver({ plane, helm, home, values, drivers });
    const { kubectl } = plane;
    await kubectl.apply(await manifest(home, 'secret', { PASSWORD: password }));
    const readyMs = Date.now() - begun;
    const parts = { plane, nodeParts, programs, kubectl, helm };
    const stage: Stage = { lab, simulator, ...parts, report, home, password, signal };
    const told = await tell(stage, readyMs);
    claimContract(stage);
    return told;
  } catch (error) {
    if (!signal.aborted) await showLogs(lab, signal);
    throw error;
  } finally {
    await simulator.close();
  }
}

function claimContract({ simulator, report }: Stage): void {
  const broken = simulator.violations().map(({ request, problems }) => `${request}: ${problems.join(', ')}`);
  const kept = broken.join('; ') || `${simulator.requestLog().length} requests`;
  report.check('every request and reply kept the contract', broken.length === 0, kept);
}
