import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { statusOf, told, untilPathReady } from './access-path.js';
import { linesOf, SESSIONS } from './evidence.js';
import { measured, type Stage } from './stage.js';
import type { Story } from './story.js';
import { WriterPod } from './writer.js';

const FOLLOWED_MS = 120_000;

/** Each gateway is taken out of the AccessPath and put in again under a pod that writes. */
export const gateways: Story = {
  name: 'gateways',
  summary:
    'each gateway leaves the AccessPath and comes back while a pod writes: the node follows, nothing is lost',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const writer = await timed(say, 'a pod that writes', () => WriterPod.start(stage, 'node-1'));
    const changes = ['gw-b', 'gw-a,gw-b', 'gw-a', 'gw-a,gw-b'];
    const changeMs: number[] = [];
    for (const wanted of changes) changeMs.push(await change(stage, writer, wanted));
    await writer.claimUndisturbed('the change of its gateways');
    const lost = await timed(say, 'reading back', () => writer.end('node-2'));
    return { lost, changeMs };
  },
};

async function change(stage: Stage, writer: WriterPod, wanted: string): Promise<number> {
  const { kubectl, report, lab, signal } = stage;
  const { acknowledged } = await writer.status();
  await writer.newWindow();
  const followed = async (): Promise<string | undefined> => {
    const sessions = await linesOf(lab, writer.node, SESSIONS, signal);
    const names = sessions.filter((line) => line.endsWith('LOGGED_IN')).map(gatewayOf);
    return names.sort().join() === wanted && sessions.length === names.length ? names.join() : undefined;
  };
  let sessions: string | undefined;
  const ms = await measured(async () => {
    const patch = JSON.stringify({ spec: { gateway: wanted } });
    await kubectl.run(['patch', 'accesspaths.sds.xsky.com', 'my-ap', '--type=merge', '-p', patch]);
    sessions = await waitFor(followed, { deadlineMs: FOLLOWED_MS, everyMs: 500, signal });
    await untilPathReady(stage);
  });
  const after = await writer.goesOn(acknowledged);
  report.check(
    `with gateway: ${wanted} the AccessPath is Ready again, the node uses just those, and the pod writes on`,
    sessions === wanted && after !== undefined,
    `${ms} ms; sessions to ${sessions ?? 'others'}; worst stall ${after?.window.worstStallMs ?? -1} ms; ${told(await statusOf(stage))}`,
  );
  return ms;
}

const gatewayOf = (line: string): string => /:(gw-[ab])/.exec(line)?.[1] ?? line;
