import { randomBytes } from 'node:crypto';
import { sayOnStderr as say, timed, type Lab, type Report, type Scenario } from '@twinsite/lab';
import { startArticleArray } from '../world/article-array.js';
import { ARTICLE_FILES } from '../world/article-files.js';
import { LAB_NEEDS } from '../world/lab-needs.js';
import { showLogs } from '../story/logs.js';
import { articleWay } from './article-way.js';
import { crashAt, sampleOf, undisturbed } from './crash-points.js';
import { handlesOf, wrongBindings } from './handles.js';
import { Operator } from './operator.js';
import { CLAIMS, SHOP, startShop } from './shop.js';
import type { SiteCluster } from './site-cluster.js';
import { startBoth, type Both } from './start-both.js';
import { again, clean, lastLine, move, moveBack } from './move-shop.js';

const DR_RESTORE = 'dr-restore';
const SEED = 7;
const SAMPLE = 6;

/** An application of three kinds moves from one real cluster to the other, on the same volumes. */
export const drRestore: Scenario = {
  name: DR_RESTORE,
  summary:
    'a group from one real cluster to another: protect, back up, verify, restore, kill -9, relocate, fail back',
  flags: { '--all': 'switch' },
  ...LAB_NEEDS,
  profile: { ...LAB_NEEDS.profile, storage: 'both', backingBytes: 32 * 1024 ** 3 },
  run: async (lab, report, signal, options) => {
    const password = randomBytes(12).toString('hex');
    const simulator = await startArticleArray(lab, { password, files: ARTICLE_FILES }, signal);
    try {
      const clusters = await startBoth({ lab, password, application: startShop }, signal);
      return {
        result: await tell({ lab, report, signal, ...clusters, password, all: options['all'] === 'on' }),
      };
    } catch (error) {
      if (!signal.aborted) await showLogs(lab, signal);
      throw error;
    } finally {
      await simulator.close();
    }
  },
};

interface Told extends Both {
  readonly lab: Lab;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly password: string;
  readonly all: boolean;
}

async function tell(world: Told) {
  const { lab, report, signal, a, b, all, password } = world;
  const operator = await Operator.prepare(lab, { clusters: [a, b], password }, signal);
  const had = await handlesOf(a.kubectl);
  const safe = await keep(operator, report);
  const article = await timed(say, 'the article’s way', () => articleWay(a, b, report));
  const crashPoints = await crash(operator, { report, target: b, all });
  const has = await handlesOf(b.kubectl);
  const left = wrongBindings(had, has);
  report.check(
    'every claim has its own volume on the other cluster',
    left.length === 0,
    JSON.stringify([...has]),
  );
  const refused = await operator.run('restore', SHOP, '--start');
  report.check('nothing starts while the other cluster owns it', refused.code === 5, lastLine(refused.err));
  const relocate = await move(operator, world);
  const rerunWrites = await again(operator, world);
  const failback = await moveBack(operator, world);
  const leftovers = await clean(operator, world);
  return {
    claims: CLAIMS.length,
    wrongBindings: left.length,
    crashPoints,
    rerunWrites,
    relocate,
    failback,
    article,
    ...safe,
    leftovers,
  };
}

async function keep(operator: Operator, report: Report) {
  const protect = await operator.run('protect', SHOP);
  report.check('the group is protected and backed up', protect.code === 0, lastLine(protect.err));
  const own = await operator.run('own', SHOP);
  report.check('its cluster owns it, by the array', own.code === 0, lastLine(own.err));
  const verify = await operator.run('verify', '--group', SHOP);
  report.check('its bundle is proved', verify.code === 0, lastLine(verify.err));
  return { protectMs: Math.round(protect.wallMs), verifyMs: Math.round(verify.wallMs) };
}

async function crash(
  operator: Operator,
  { report, target, all }: { readonly report: Report; readonly target: SiteCluster; readonly all: boolean },
): Promise<number> {
  const world = { operator, target, report };
  const { state, records } = await undisturbed(world);
  const points = all
    ? Array.from({ length: records }, (_, index) => index + 1)
    : sampleOf(records, { seed: SEED, count: SAMPLE });
  let killed = 0;
  for (const record of points) {
    const inTime = await timed(say, `killed after record ${record}`, () => crashAt(world, record, state));
    if (inTime) killed += 1;
  }
  report.check(
    'most of the kills came before the end',
    killed * 2 > points.length,
    `${killed} of ${points.length}`,
  );
  return killed;
}
