import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Attacher, Kubelet } from '@twinsite/csi-adapter/testing';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import type { Report } from '../report.js';
import { bundleDriver } from '../site-loss/driver-bundle.js';
import { startController, startNode } from '../site-loss/drivers.js';
import { NODE_CASES, type CaseReport } from './inside-node.js';

export interface NodeContractParts {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
  readonly directory: string;
}

const MIB = 1024n * 1024n;
const CASE_MS = 120_000;
const AT = '/run/twinsite-contracts';
const CLASS = { accessPaths: 'ap-k8s', pool: 'pool-a' };

/** Every case gets a fresh volume, granted to node-1 by our controller, and runs inside the guest; answers their number. */
export async function nodeContracts(
  parts: NodeContractParts,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  const { lab, simulator, directory } = parts;
  const files = {
    bundle: await bundleDriver(lab, join(directory, 'driver'), signal),
    directory: join(directory, 'driver'),
  };
  const attacher = new Attacher(await startController(lab, simulator, files));
  const kubelet = new Kubelet(await startNode(lab, 'node-1', files, signal), 'contract');
  const nodeId = await kubelet.nodeId();
  await lab.guest('node-1').mountHost(dirname(lab.program), AT, signal);
  for (const { name } of NODE_CASES) {
    const volume = await attacher.create(`contract-${randomUUID()}`, 64n * MIB, CLASS);
    const outcome = await runInGuest(parts, { name, context: await attacher.attach(volume, nodeId) }, signal);
    report.check(`node: ${name}`, outcome === undefined, outcome ?? 'kept');
    await attacher.detach(volume, nodeId);
    await attacher.delete(volume);
  }
  return NODE_CASES.length;
}

/** Undefined when the case was kept, else what it said. */
async function runInGuest(
  { lab }: NodeContractParts,
  order: { readonly name: string; readonly context: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { agent } = lab.guest('node-1');
  const text = JSON.stringify(order).replaceAll("'", `'\\''`);
  const script = `echo '${text}' > /run/case.json && /usr/local/bin/node ${AT}/main.mjs internal-contract-case /run/case.json`;
  const reply = await agent.run(script, { deadlineMs: CASE_MS, signal });
  const line = reply.stdout.split('\n').find((candidate) => candidate.startsWith('{'));
  if (line === undefined) return `the guest ended with ${reply.code}: ${reply.stderr.trim().slice(-300)}`;
  return (JSON.parse(line) as CaseReport).problem;
}
