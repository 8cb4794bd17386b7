import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sayOnStderr as say, timed, type Lab, type Report, type Scenario } from '@twinsite/lab';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { Operator } from '../dr-restore/operator.js';
import { SHOP } from '../dr-restore/shop.js';
import type { SiteCluster } from '../dr-restore/site-cluster.js';
import { startBoth } from '../dr-restore/start-both.js';
import { showLogs } from '../story/logs.js';
import { startArticleArray } from '../world/article-array.js';
import { ARTICLE_FILES } from '../world/article-files.js';
import { LAB_NEEDS } from '../world/lab-needs.js';
import { ACT_NAMES, BY_DEFAULT } from './act-names.js';
import { startApplication, volumesOf } from './application.js';
import { arbiter } from './arbiter.js';
import { Line } from './line.js';
import { API_DEAD, ISOLATED } from './losses.js';
import { loseSite, type Act } from './lose-site.js';
import { lostThroughEach } from './read-each.js';
import { recordsOf } from './records.js';
import { rollback } from './rollback.js';
import { seenOn, untilWriting } from './seen.js';
import type { Run } from './take-over.js';
import { lastLine, type World } from './world.js';

const ACTS: Readonly<Record<string, Act>> = {
  isolated: loseSite('isolated', ISOLATED),
  arbiter,
  'api-dead': loseSite('api-dead', API_DEAD),
  rollback,
};

/** Two real clusters, an application that appends numbered records, and sites that are cut, or alive and silent. */
export const failover: Scenario = {
  name: 'failover',
  summary:
    'an application loses its site, in every way: failover, refusals, what was lost or written twice, the way home',
  flags: { '--all': 'switch', '--only': ACT_NAMES },
  ...LAB_NEEDS,
  profile: { ...LAB_NEEDS.profile, storage: 'both', backingBytes: 32 * 1024 ** 3 },
  run: async (lab, report, signal, { all, only }) => {
    const password = randomBytes(12).toString('hex');
    const simulator = await startArticleArray(lab, { password, files: ARTICLE_FILES }, signal);
    try {
      const world = await prepare({ lab, report, signal, simulator, password });
      try {
        return { result: await tell(world, only?.split(',') ?? (all === 'on' ? ACT_NAMES : BY_DEFAULT)) };
      } finally {
        world.a.plane.apiServer.thaw();
        await world.line.close();
      }
    } catch (error) {
      if (!signal.aborted) await showLogs(lab, signal);
      throw error;
    } finally {
      await simulator.close();
    }
  },
};

interface Order {
  readonly lab: Lab;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly simulator: RunningSimulator;
  readonly password: string;
}

/** Both clusters, the application on A, protected and owned, and B warm. */
async function prepare({ password, ...order }: Order): Promise<World> {
  const { lab, report, signal } = order;
  const { a, b } = await startBoth({ lab, password, application: startApplication }, signal);
  const line = await Line.to(a.plane.server);
  const clusters = [await overTheLine(a, line), b];
  const operator = await Operator.prepare(lab, { clusters, password }, signal);
  const world: World = { ...order, operator, a, b, line, volumes: await volumesOf(a.kubectl) };
  await timed(say, 'the application writes on cluster a', () => untilWriting(world, a));
  for (const words of [
    ['protect', SHOP],
    ['own', SHOP],
    ['sync', SHOP, '--warm'],
  ]) {
    const ran = await timed(say, `drctl ${words.join(' ')}`, () => operator.run(...words));
    report.check(`drctl ${words.join(' ')} ends well`, ran.code === 0, lastLine(ran.err));
  }
  return world;
}

/** As the operator at B reaches A. */
async function overTheLine(a: SiteCluster, { server }: Line): Promise<SiteCluster> {
  const text = await readFile(a.plane.adminConfig, 'utf8');
  const adminConfig = join(a.plane.directory, 'from-b.kubeconfig');
  const there = text.replaceAll(`https://${a.plane.server}`, server);
  await writeFile(adminConfig, there, { mode: 0o600 });
  return { ...a, plane: { ...a.plane, adminConfig } };
}

async function tell(world: World, names: readonly string[]) {
  const runs: Record<string, Run> = {};
  await playAll(world, names, runs);
  const unread = await timed(say, 'reading back', () => lostThroughEach(world));
  const worst = (of: (run: Run) => number): number => Math.max(0, ...Object.values(runs).map(of));
  return {
    lost: Math.max(
      unread,
      worst((run) => run.lost),
    ),
    records: recordsOf([...(await seenOn(world, world.a)), ...(await seenOn(world, world.b))]),
    doubleWrites: worst((run) => run.doubleWrites),
    rtoMs: worst((run) => run.rtoMs ?? 0),
    runs,
    leftovers: 0,
  };
}

/** One after the other, until one cannot be told to its end: then the others have no sense. */
async function playAll(world: World, names: readonly string[], runs: Record<string, Run>): Promise<void> {
  for (const name of names) {
    const act = ACTS[name];
    if (act === undefined) continue;
    try {
      Object.assign(runs, await timed(say, `act ${name}`, () => act(world)));
    } catch (error) {
      if (world.signal.aborted) throw error;
      world.report.check(`act ${name} is told to its end`, false, String(error));
      await showLogs(world.lab, world.signal);
      return;
    }
  }
}
