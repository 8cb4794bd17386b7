import { openScreen } from './screen/screen.js';
import { leftoversOf } from './story/leftovers.js';
import { tellStory, type Ending } from './story/tell-story.js';
import { Watch } from './story/watch.js';
import { TwoSiteWorld } from './world/two-site-world.js';

const INTRODUCTION = `twinsite demo: one volume outlives the loss of either site.
real:      our driver and its adapters, gRPC over unix sockets, HTTP to the storage manager
simulated: the array (two sites, arbiter, quorum) and the Linux nodes below the command runner`;

async function main(): Promise<number> {
  process.stdout.write(`${INTRODUCTION}\n\n`);
  const world = await TwoSiteWorld.start();
  const watch = new Watch(world, openScreen(process.stdout));
  try {
    const ending = await tellStory(world, watch);
    const leftovers = leftoversOf(world);
    const violations = world.simulator.violations();
    watch.stop();
    process.stdout.write(closingTable(ending, leftovers));
    for (const { request, problems } of violations)
      process.stdout.write(`contract broken: ${request}: ${problems.join('; ')}\n`);
    const { records, lost, worstStallMs } = ending;
    process.stdout.write(
      `RESULT ${JSON.stringify({ records, lost, worstStallMs, leftovers: leftovers.length })}\n`,
    );
    return lost === 0 && leftovers.length === 0 && violations.length === 0 ? 0 : 1;
  } finally {
    watch.stop();
    await world.stop();
  }
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
