import { join } from 'node:path';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import { recoverySeconds } from '../initiator.js';
import { RecordWriter } from '../record-writer.js';
import type { Report } from '../report.js';
import type { Scenario, ScenarioOutcome } from '../scenario.js';
import { useShippedMultipath } from '../world/shipped-multipath.js';
import { startArray } from './array.js';
import { bundleDriver } from './driver-bundle.js';
import { startController, startNode } from './drivers.js';
import { Attacher, Kubelet, type Volume } from '@twinsite/csi-adapter/testing';
import { leftoversOf } from './leftovers.js';
import { MODES, modeNamed, type Mode } from './mode.js';
import { readBackAtEachHolder, readBackThroughEachGateway } from './read-back.js';
import { cutAndHeal, type Round } from './site-round.js';
import { moveUnderLoad } from './vip-move.js';

const MIB = 1024n * 1024n;
const RECORDS = 'records';
const NODES = ['node-1', 'node-2'] as const;

export const siteLoss: Scenario = {
  name: 'site-loss',
  summary:
    'our driver on real kernels: a volume is written while each site in turn goes dark, then read back',
  flags: { '--mode': ['multipath', 'vip'] },
  run: async (lab, report, signal, options) => {
    const mode = modeNamed(options['mode']);
    const { topology, times } = MODES[mode];
    const simulator = await startArray(lab, topology, times);
    try {
      return await tell({ lab, mode, simulator, report, signal });
    } finally {
      await simulator.close();
    }
  },
};

interface Stage {
  readonly lab: Lab;
  readonly mode: Mode;
  readonly simulator: RunningSimulator;
  readonly report: Report;
  readonly signal: AbortSignal;
}

async function tell(stage: Stage): Promise<ScenarioOutcome> {
  const { lab, mode, simulator, report, signal } = stage;
  const directory = join(lab.scratch, 'driver');
  const files = { bundle: await bundleDriver(lab, directory, signal), directory };
  // The file that is shipped, because its timers have to carry a VIP; the lab's own is for two gateways.
  if (mode === 'vip') {
    for (const node of NODES) await useShippedMultipath(lab.guest(node).agent, signal);
  }
  const controller = await startController(lab, simulator, files);
  const first = await startNode(lab, 'node-1', files, signal);
  const second = await startNode(lab, 'node-2', files, signal);
  const attacher = new Attacher(controller);
  const storageClass = { accessPaths: MODES[mode].accessPath, pool: 'pool-a', fsType: 'ext4' };
  const volume = await attacher.create('pvc-site-loss', 256n * MIB, storageClass);
  const { acknowledged, rounds, ...seen } = await writeThroughCuts(
    stage,
    { attacher, kubelet: new Kubelet(first, 'pod-1') },
    volume,
  );
  const reader = {
    lab,
    simulator,
    attacher,
    kubelet: new Kubelet(second, 'pod-2'),
    volume,
    file: RECORDS,
    acknowledged,
  };
  const readBack = mode === 'vip' ? readBackAtEachHolder : readBackThroughEachGateway;
  const lost = await readBack(reader, report, signal);
  await attacher.delete(volume);
  const leftovers = await checkTables(stage);
  for (const client of [controller, first, second]) client.close();
  const result = { mode, records: acknowledged, lost, ...worstOf(rounds), ...seen, leftovers, runs: rounds };
  return { result };
}

/** From the attach to the first node's unstage, with both cuts in between. */
async function writeThroughCuts(
  stage: Stage,
  { attacher, kubelet }: { readonly attacher: Attacher; readonly kubelet: Kubelet },
  volume: Volume,
) {
  const { lab, simulator, report, signal } = stage;
  const nodeId = await kubelet.nodeId();
  const context = await attacher.attach(volume, nodeId);
  const stageMs = await kubelet.mount(volume, context);
  report.note(`the volume is staged and published; the stage took ${stageMs} ms`);
  const holds = await recoverySeconds(lab.guest('node-1').agent, signal);
  const wanted = MODES[stage.mode].recoverySeconds;
  const kept = holds.length > 0 && holds.every((seconds) => seconds === wanted);
  report.check(`each session holds I/O back for ${wanted} s (H15)`, kept, `recovery_tmo ${holds.join(', ')}`);
  const [row] = simulator.state.volumes.all();
  const writer = new RecordWriter(lab.guest('node-1').agent, `${kubelet.podPath}/${RECORDS}`);
  await writer.start(signal);
  const parts = {
    lab,
    simulator,
    writer,
    vip: stage.mode === 'vip',
    report,
    signal,
    wwid: `3${context['naa'] ?? ''}`,
    volumeId: row?.id ?? 0,
  };
  const rounds: Round[] = [];
  for (const site of ['a', 'b'] as const) rounds.push(await cutAndHeal(parts, site));
  const planned = stage.mode === 'vip' ? { plannedMoveStallMs: await moveUnderLoad(parts, 'gw-b') } : {};
  const { acknowledged } = await writer.stop(signal);
  await kubelet.unmount(volume);
  await attacher.detach(volume, nodeId);
  return { stageMs, acknowledged, rounds, ...planned };
}

async function checkTables({ lab, simulator, report, signal }: Stage): Promise<number> {
  const left = await leftoversOf(lab, simulator, signal);
  const seen = left.join('; ') || 'the tables of kernels, configfs and array are empty';
  report.check('nothing is left of the volume', left.length === 0, seen);
  const violations = simulator
    .violations()
    .map(({ request, problems }) => `${request}: ${problems.join(', ')}`);
  const kept = violations.join('; ') || `${simulator.requestLog().length} requests`;
  report.check('every request and reply kept the contract', violations.length === 0, kept);
  return left.length;
}

function worstOf(rounds: readonly Round[]) {
  return {
    worstStallMs: Math.max(...rounds.map(({ worstStallMs }) => worstStallMs)),
    pathsBefore: Math.min(...rounds.map(({ pathsBefore }) => pathsBefore)),
    pathsDuring: Math.min(...rounds.map(({ pathsDuring }) => pathsDuring)),
    pathsAfter: Math.min(...rounds.map(({ pathsAfter }) => pathsAfter)),
  };
}
