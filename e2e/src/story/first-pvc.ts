import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { sayOnStderr as say, timed, type Scenario, type ScenarioOutcome } from '@twinsite/lab';
import { keepNodeLogs } from '../node/node-logs.js';
import { preparePrograms } from '../programs/programs.js';
import { POOL_BYTES, startArticleArray } from './article-array.js';
import { NODE, startCluster } from './cluster.js';
import { claimAttached, claimDetached, timesInPool } from './evidence.js';
import { showLogs } from './logs.js';
import { manifest } from './manifests.js';
import { endPod, inPod, startPod } from './pod.js';
import { provision } from './provision.js';
import { claimSecrecy } from './secrecy.js';
import type { Stage } from './stage.js';
import { claimNothingLeft, deleteClaim } from './take-down.js';

const PAGE = '/var/lib/www/html/index.html';

/** The article's StorageClass, claim and pod on one real cluster, from nothing to nothing. */
export const firstPvc: Scenario = {
  name: 'first-pvc',
  summary: 'one real cluster: the article’s claim is bound, its pod writes, everything goes again',
  needs: [{ package: 'openssl', file: '/usr/bin/openssl' }],
  guests: { kind: 'guest-kubernetes', packages: ['containerd', 'runc', 'containernetworking-plugins'] },
  profile: { nodeMemory: '1024M', poolBytes: BigInt(POOL_BYTES) },
  prepare: async (line, signal) => {
    await preparePrograms(line, signal);
  },
  run: async (lab, report, signal) => {
    const password = randomBytes(12).toString('hex');
    const simulator = await startArticleArray(lab, password, signal);
    const home = dirname(dirname(lab.program));
    try {
      const start = Date.now();
      const kubectl = await startCluster(lab, simulator, signal);
      const readyMs = Date.now() - start;
      const { result } = await tell({ lab, simulator, kubectl, report, home, signal }, password);
      return { result: { readyMs, ...result } };
    } catch (error) {
      if (!signal.aborted) await showLogs(lab, signal);
      throw error;
    } finally {
      await simulator.close();
    }
  },
};

async function tell(stage: Stage, password: string): Promise<ScenarioOutcome> {
  const { kubectl, home, lab, signal } = stage;
  await kubectl.apply(await manifest(home, 'secret', { PASSWORD: password }));
  await kubectl.apply(await manifest(home, 'csi-driver'));
  const { volume, boundMs } = await timed(say, 'the claim', () => provision(stage));
  const podReadyMs = await timed(say, 'the pod', () => startPod(stage));
  await claimAttached(stage, volume);
  const written = await writePage(stage);
  const podGoneMs = await timed(say, 'deleting the pod', () => endPod(stage));
  await claimDetached(stage);
  await claimStored(stage, written);
  const againMs = await timed(say, 'the pod again', () => startPod(stage));
  await claimReadBack(stage, written);
  await timed(say, 'deleting the pod', () => endPod(stage));
  const deletedMs = await timed(say, 'deleting the claim', () => deleteClaim(stage));
  const wiped = await timesInPool(lab, written, signal);
  stage.report.check(
    'the deleted volume’s bytes are gone from the pool',
    wiped === 0,
    `found ${wiped} times`,
  );
  await keepNodeLogs(lab, NODE, signal);
  await claimSecrecy(stage, password);
  const leftovers = await claimNothingLeft(stage);
  return { result: { boundMs, podReadyMs, podGoneMs, againMs, deletedMs, leftovers } };
}

/** The pod writes a text of this run only, and serves it. */
async function writePage(stage: Stage): Promise<string> {
  const written = `twinsite-${randomBytes(16).toString('hex')}`;
  const served = await inPod(stage, `echo ${written} > ${PAGE} && sync && wget -qO- http://127.0.0.1/`);
  stage.report.check('the pod writes a page and serves it', served.trim() === written, served.trim());
  return written;
}

async function claimStored({ lab, report, signal }: Stage, written: string): Promise<void> {
  const found = await timesInPool(lab, written, signal);
  report.check('the array holds what was written', found >= 1, `found ${found} times in the pool's data`);
}

async function claimReadBack(stage: Stage, written: string): Promise<void> {
  const read = (await inPod(stage, `cat ${PAGE}`)).trim();
  stage.report.check('a new pod on a new attachment reads it back', read === written, read);
}
