import type { Scenario } from '@twinsite/lab';
import { chartValues } from '../world/chart-values.js';
import { LAB_NEEDS } from '../world/lab-needs.js';
import { keepNodeLogs } from '../node/node-logs.js';
import { NODES } from '../world/kube-nodes.js';
import { endAccessPath, makeAccessPath } from './access-path.js';
import { showLogs } from './logs.js';
import { manifest } from './manifests.js';
import { onCluster } from './on-cluster.js';
import { remainsOf, sweepFloor } from './remains.js';
import { STORIES } from './stories.js';
import type { Stage } from './stage.js';
import type { Figures, Story } from './story.js';

export const E2E = 'e2e';

/** One cluster, and one story after the other on it. */
export const e2e: Scenario = {
  name: E2E,
  summary: 'stories on one real cluster of two nodes',
  ...LAB_NEEDS,
  flags: { '--all': 'switch', '--only': STORIES.map(({ name }) => name) },
  run: (lab, report, signal, options) =>
    onCluster({ lab, report, signal, values: chartValues(lab) }, async (stage, readyMs) => {
      const accessPathMs = await makeAccessPath(stage);
      await stage.kubectl.apply(await manifest(stage.home, 'storage-class'));
      const runs = await tellAll(stage, wanted(options));
      await endAccessPath(stage);
      return { result: { ...totals(runs), readyMs, accessPathMs, runs } };
    }),
};

const wanted = ({ only, all }: Readonly<Partial<Record<string, string>>>): readonly Story[] =>
  STORIES.filter(({ name, told }) =>
    only === undefined ? told === 'by-default' || (told === 'with-all' && all !== undefined) : name === only,
  );

type Run = Figures & { readonly leftovers: number };

function totals(runs: readonly Run[]) {
  const worst = (key: 'lost' | 'doubleWrites') => Math.max(0, ...runs.map((run) => run[key] ?? 0));
  const leftovers = runs.reduce((sum, run) => sum + run.leftovers, 0);
  return { lost: worst('lost'), doubleWrites: worst('doubleWrites'), leftovers };
}

async function tellAll(stage: Stage, stories: readonly Story[]): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const story of stories) runs.push(await tellOne(stage, story));
  for (const node of NODES) await keepNodeLogs(stage.lab, node, stage.signal);
  return runs;
}

/** One that breaks off fails; the next one finds a clean floor all the same. */
async function tellOne(stage: Stage, story: Story): Promise<Run> {
  const { report, signal, lab } = stage;
  const begun = Date.now();
  report.note(`${story.name}: ${story.summary}`);
  const figures = await story.tell(stage).catch(async (error: unknown) => {
    signal.throwIfAborted();
    report.check(story.name, false, error instanceof Error ? error.message : String(error));
    await showLogs(lab, signal);
    await sweepFloor(stage);
    return undefined;
  });
  const left = await remainsOf(stage);
  const seen = left.join('; ') || 'kernels, configfs, the array’s tables and the API server are empty';
  report.check(`nothing is left: ${story.name}`, left.length === 0, seen);
  const seconds = Math.round((Date.now() - begun) / 1000);
  return { name: story.name, seconds, ...figures, leftovers: left.length };
}
