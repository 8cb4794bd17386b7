import { setTimeout as sleep } from 'node:timers/promises';
import { CLOSED_FOLDER } from '../../array/lab-files.js';
import { pathOf } from '../../file/tree-scripts.js';
import { placeOf, type UsedVolume } from '../nfs-world/nfs-volume.js';
import { RecordWriter } from '../record-writer.js';
import type { World } from '../world/world.js';

/** Everything that the fenced node writes; the other node has files of its own. */
const FILES = ['records-1', 'large-1', 'after-1'] as const;
const LARGE_MIB = 300;
/** How long after the fence the storage is looked at again. */
const LATER_MS = 5_000;

export interface FenceSeen {
  readonly fenceMs: number;
  /** Files of the fenced node that changed after the fence had been confirmed. */
  readonly writesAfterFence: number;
  readonly othersWorstMs: number;
  readonly writesAgain: boolean;
}

export interface FenceStory {
  readonly told: string;
  readonly fenced: UsedVolume;
  readonly other: UsedVolume;
  /** Resolves when the fence is confirmed. */
  fence(): Promise<void>;
  unfence(): Promise<void>;
}

/** Two nodes write; one loses access in the middle of small and large writes, and gets it back. */
export async function fenceWriter(world: World, story: FenceStory): Promise<FenceSeen> {
  const { report, signal } = world;
  const { told, fenced, other } = story;
  const writer = await startRecords(world, fenced, 'records-1');
  const neighbour = await startRecords(world, other, 'records-2');
  await startLarge(world, fenced);
  await sleep(1_500, undefined, { signal });
  await neighbour.newWindow(signal);
  const fence = await fenceAndLook(world, story);
  const { errno, acknowledged } = await writer.status(signal);
  report.check(
    `${told}: nothing of the fenced node reaches the storage after the fence`,
    fence.writesAfterFence === 0 && errno !== 0,
    `fenced in ${fence.fenceMs} ms; ${fence.writesAfterFence} of its files changed within ${LATER_MS} ms; its writer ended with errno ${errno} after ${acknowledged} records`,
  );
  const { window, state } = await neighbour.status(signal);
  const othersWorstMs = window.worstStallMs;
  report.check(
    `${told}: the other node writes on`,
    state === 'running',
    `${state}, worst write ${othersWorstMs} ms`,
  );
  await endLarge(world, fenced);
  await story.unfence();
  const writesAgain = await writes(world, fenced);
  const evidence = writesAgain ? 'it does' : 'it does NOT';
  report.check(`${told}: the same mount writes again afterwards`, writesAgain, evidence);
  await neighbour.stop(signal);
  return { ...fence, othersWorstMs, writesAgain };
}

async function startRecords(world: World, used: UsedVolume, file: string): Promise<RecordWriter> {
  const { agent, path } = placeOf(world, used);
  const writer = new RecordWriter(agent, `${path}/${file}`);
  await writer.start(world.signal);
  return writer;
}

async function startLarge(world: World, used: UsedVolume): Promise<void> {
  const { agent, path, signal } = placeOf(world, used);
  const large = `dd if=/dev/urandom of=${path}/large-1 bs=1M count=${LARGE_MIB} conv=fsync`;
  const script = `setsid ${large} </dev/null >/run/large.log 2>&1 & echo $! > /run/large.pid`;
  await agent.must(script, { deadlineMs: 10_000, signal });
}

async function endLarge(world: World, used: UsedVolume): Promise<void> {
  const { agent, signal } = placeOf(world, used);
  const script = 'kill -KILL -- -$(cat /run/large.pid) 2>/dev/null; true';
  await agent.must(script, { deadlineMs: 20_000, signal });
}

async function fenceAndLook(
  world: World,
  story: FenceStory,
): Promise<Pick<FenceSeen, 'fenceMs' | 'writesAfterFence'>> {
  const begun = Date.now();
  await story.fence();
  const fenceMs = Date.now() - begun;
  const atFence = await contentOf(world, story.fenced);
  await sleep(LATER_MS, undefined, { signal: world.signal });
  const later = await contentOf(world, story.fenced);
  const writesAfterFence = FILES.filter((_, index) => atFence[index] !== later[index]).length;
  return { fenceMs, writesAfterFence };
}

/** Size and digest of each file, on the storage itself. */
async function contentOf({ lab, signal }: World, { name }: UsedVolume): Promise<readonly string[]> {
  const directory = pathOf(CLOSED_FOLDER, name);
  const script = `cd ${directory}; for f in ${FILES.join(' ')}; do
if [ -e $f ]; then echo "$(stat -c %s $f) $(sha256sum < $f)"; else echo absent; fi; done`;
  const text = await lab.guest('backing').agent.must(script, { deadlineMs: 60_000, signal });
  return text.trim().split('\n');
}

async function writes(world: World, used: UsedVolume): Promise<boolean> {
  const { agent, path, signal } = placeOf(world, used);
  const script = `for i in $(seq 50); do echo again > ${path}/after-1 && sync ${path}/after-1 && exit 0; sleep 0.2; done; exit 1`;
  const reply = await agent.run(script, { deadlineMs: 60_000, signal });
  return reply.code === 0;
}
