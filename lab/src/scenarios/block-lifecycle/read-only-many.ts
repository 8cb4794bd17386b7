import { refusalOf } from '../world/refusal.js';
import { kubeletOf, podOf, type PlacedVolume } from '../world/placed-volume.js';
import { writeRefusal } from '../world/pod-data.js';
import type { World } from '../world/world.js';
import { endOn, onBothNodes } from './both-nodes.js';
import type { Chapter } from './chapter.js';

/** ReadOnlyMany on two nodes, as the article's own claim asks for it: nobody has ever written to the volume. */
export const readOnlyMany: Chapter = {
  name: 'read-only-many',
  tell: async (world: World) => {
    await shareFilesystem(world);
    await shareRaw(world);
  },
};

async function shareFilesystem(world: World): Promise<void> {
  const { report } = world;
  const [first, second] = await onBothNodes(world, 'pvc-rox', { mode: 'MULTI_NODE_READER_ONLY' });
  const early = await refusalOf(kubeletOf(world, second).stage(second.volume, second.context));
  report.check(
    'ROX: the other node waits for the one that formats',
    early?.includes('ABORTED') === true,
    early ?? 'it staged a blank disk',
  );
  for (const placed of [first, second]) await kubeletOf(world, placed).mount(placed.volume, placed.context);
  const ids = await Promise.all([first, second].map((placed) => filesystemId(world, placed)));
  report.check(
    'ROX: formatted once, and the same file system on both nodes',
    ids[0] === ids[1] && ids[0] !== '',
    ids.join(' and '),
  );
  await claimUnwritable(world, [first, second], 'ROX', /Read-only file system/);
  await endOn(world, [first, second]);
}

async function shareRaw(world: World): Promise<void> {
  const claim = { mode: 'MULTI_NODE_READER_ONLY', raw: true } as const;
  const both = await onBothNodes(world, 'pvc-rox-raw', claim);
  for (const placed of both) await kubeletOf(world, placed).mount(placed.volume, placed.context);
  await claimUnwritable(world, both, 'raw ROX', /not permitted|Permission denied|Read-only/);
  await endOn(world, both);
}

async function claimUnwritable(
  world: World,
  both: readonly PlacedVolume[],
  what: string,
  words: RegExp,
): Promise<void> {
  for (const placed of both) {
    const { node } = placed;
    const pod = podOf(world, placed);
    const refusal = await writeRefusal(pod);
    const ro = await pod.agent.must(`blockdev --getro ${placed.device}`, {
      deadlineMs: 10_000,
      signal: world.signal,
    });
    world.report.check(
      `${what}: a write on ${node} fails`,
      refusal !== undefined && words.test(refusal) && ro.trim() === '1',
      `${refusal ?? 'the kernel TOOK the write'}; the map is ${ro.trim() === '1' ? 'read-only' : 'WRITABLE'}`,
    );
  }
}

async function filesystemId({ nodes, signal }: World, { node, device }: PlacedVolume): Promise<string> {
  const script = `blkid -p -s UUID -o value ${device}`;
  return (await nodes[node].agent.must(script, { deadlineMs: 20_000, signal })).trim();
}
