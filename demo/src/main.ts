import { openScreen } from './screen/screen.js';
import { leftoversOf } from './story/leftovers.js';
import { tellFailover, type FailoverEnding } from './story/tell-failover.js';
import { tellStory, type Ending } from './story/tell-story.js';
import { Watch } from './story/watch.js';
import { TwoSiteWorld } from './world/two-site-world.js';

const INTRODUCTION = `twinsite demo: one volume outlives the loss of either site, and an application the loss of its cluster.
real:      our driver and its adapters, gRPC over unix sockets, HTTP to the storage manager; drctl, HTTP to both clusters
simulated: the array (two sites, arbiter, quorum), the Linux nodes below the command runner, the clusters' API servers,
           controllers and kubelets`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  say(`${INTRODUCTION}\n`);
  const paths = await pathsOutliveSites();
  say('');
  const failover = await tellFailover(say);
  say(failoverTable(failover));
  const { worstStallMs, leftovers } = paths;
  const { doubleWrites, rtoMs } = failover;
  const records = paths.records + failover.records;
  const lost = paths.lost + failover.lost;
  say(`RESULT ${JSON.stringify({ records, lost, doubleWrites, rtoMs, worstStallMs, leftovers })}`);
  return lost === 0 && doubleWrites === 0 && leftovers === 0 && paths.violations === 0 ? 0 : 1;
}

/** The first story: a pod writes on while each site is cut in turn. */
async function pathsOutliveSites() {
  const world = await TwoSiteWorld.start();
  const watch = new Watch(world, openScreen(process.stdout));
  try {
    const ending = await tellStory(world, watch);
    const leftovers = leftoversOf(world);
    const violations = world.simulator.violations();
    watch.stop();
    process.stdout.write(closingTable(ending, leftovers));
    for (const { request, problems } of violations)
      say(`contract broken: ${request}: ${problems.join('; ')}`);
    return { ...ending, leftovers: leftovers.length, violations: violations.length };
  } finally {
    watch.stop();
    await world.stop();
  }
}

function failoverTable({ chapters, records, lost, doubleWrites, rtoMs }: FailoverEnding): string {
  const rows = chapters.map(({ name, ms }) => `${String(ms).padStart(7)} ms  ${name}`);
  const summary = `records ${records}, records lost ${lost}, double writes ${doubleWrites}; the application wrote again ${rtoMs} ms after its site was lost`;
  return `\n${rows.join('\n')}\n\n${summary}`;
}

function closingTable(
  { chapters, records, lost, worstStallMs }: Ending,
  leftovers: readonly string[],
): string {
  const rows = chapters.map(({ name, ms }) => `${String(ms).padStart(7)} ms  ${name}`);
  const summary = `records ${records}, lost ${lost}, worst stall ${worstStallMs} ms, left behind: ${leftovers.join(', ') || 'nothing'}`;
  return `\n${rows.join('\n')}\n\n${summary}\n`;
}

const stop = (): never => {
  process.stderr.write('\ninterrupted; everything was in memory and under a temporary directory\n');
  process.exit(130);
};
process.once('SIGINT', stop).once('SIGTERM', stop);

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`the demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
