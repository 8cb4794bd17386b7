import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { linesOf, SESSIONS } from './evidence.js';
import type { Stage } from './stage.js';
import type { Story } from './story.js';
import { WriterPod } from './writer.js';

/** A stall that is over by then belongs to the cut. */
const CUT_MS = 8_000;
const BACK_MS = 90_000;

/** Each site in turn goes dark under a pod that writes. */
export const siteLoss: Story = {
  name: 'site-loss',
  summary: 'site A, then site B is cut while a pod writes: it never restarts, nothing is lost',
  told: 'by-default',
  tell: async (stage: Stage) => {
    const writer = await timed(say, 'a pod that writes', () => WriterPod.start(stage, 'node-1'));
    const stalls: number[] = [];
    for (const site of ['a', 'b'] as const) stalls.push(await cutAndHeal(stage, writer, site));
    await writer.claimUndisturbed('the loss of each site');
    const lost = await timed(say, 'reading back', () => writer.end('node-2'));
    return { lost, worstStallMs: Math.max(...stalls), stallMs: stalls };
  },
};

async function cutAndHeal(stage: Stage, writer: WriterPod, site: 'a' | 'b'): Promise<number> {
  const { simulator, report } = stage;
  const gateway = `gw-${site}` as const;
  await writer.newWindow();
  await simulator.cut(`site-${site}`);
  const end = await stage.lab.guest(gateway).waitForEnd(20_000, stage.signal);
  const { acknowledged } = await writer.status();
  await waitFor(() => Promise.resolve(undefined), { deadlineMs: CUT_MS, signal: stage.signal });
  const after = await writer.goesOn(acknowledged);
  const stall = after?.window.worstStallMs ?? -1;
  const seen = `${after?.acknowledged ?? 0} records; worst stall ${stall} ms; ${gateway} is ${end === undefined ? 'STILL ON' : 'off'}`;
  report.check(`the pod writes on without site ${site.toUpperCase()}`, after !== undefined, seen);
  await simulator.heal(`site-${site}`);
  await claimBothPaths(stage, writer, site);
  return stall;
}

async function claimBothPaths(stage: Stage, writer: WriterPod, site: string): Promise<void> {
  const { lab, report, signal } = stage;
  const begun = Date.now();
  const both = async (): Promise<true | undefined> => {
    const sessions = await linesOf(lab, writer.node, SESSIONS, signal);
    const paths = await linesOf(lab, writer.node, PATHS, signal);
    return sessions.length === 2 && paths.length === 2 ? true : undefined;
  };
  const back = await waitFor(both, { deadlineMs: BACK_MS, everyMs: 500, signal });
  const seen = back === undefined ? 'not within 90 s' : `both paths ${Date.now() - begun} ms after the heal`;
  report.check(`the path of site ${site.toUpperCase()} returns by itself`, back === true, seen);
}

/** Paths that multipathd uses, one per line. */
const PATHS = `multipathd show paths raw format '%d %t %T' | grep 'active ready' || true`;
