import { setTimeout as sleep } from 'node:timers/promises';
import { poolDigest } from '../pool-content.js';
import {
  endQueueing,
  kubeletOf,
  place,
  provision,
  takeFrom,
  type PlacedVolume,
} from '../world/placed-volume.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';
import { refusalOf } from '../world/refusal.js';

/** Long enough for multipathd to see the LUN answer again and to send what the old map has queued. */
const WATCH_MS = 6_000;

/**
 * The controller takes a volume from a node that still has it in use, and the array gives its LUN number to the next
 * volume. The old disk of the node now leads to the new volume.
 */
export const lunReuse: Hazard = {
  name: 'lun-reuse',
  tell: async (world: World) => {
    const { lab, report, signal } = world;
    const old = await place(world, { name: 'pvc-lun-old', node: 'node-1', claim: { raw: true } });
    await keepWriting(world, old);
    await takeFrom(world, old);
    const fresh = await provision(world, { name: 'pvc-lun-new', node: 'node-1', claim: { raw: true } });
    const reused = fresh.context['lun'] === old.context['lun'];
    const blank = await poolDigest(lab.pool, fresh.arrayId);
    await sleep(WATCH_MS, undefined, { signal });
    const watched = await poolDigest(lab.pool, fresh.arrayId);
    report.check(
      'a write to the old volume never lands in the one that has its LUN number now (H1)',
      reused && blank === watched,
      `LUN ${old.context['lun'] ?? '?'} then ${fresh.context['lun'] ?? '?'}; ${WATCH_MS} ms of writes to the old map changed ${blank === watched ? 'nothing' : 'THE NEW VOLUME'}`,
    );
    const staged = await stageBeside(world, fresh);
    report.check(
      'the new volume is never staged on a disk that the old map still holds (H1)',
      blank === (await poolDigest(lab.pool, fresh.arrayId)),
      `${staged}; the old map went on writing for ${WATCH_MS} ms, and nothing of it is in the new volume`,
    );
    await useNewOne(world, old, fresh);
    return undefined;
  },
};

/** Writes through the old map until its node lets it go: one block after the other, each told to the kernel only. */
async function keepWriting(world: World, { node, device }: PlacedVolume): Promise<void> {
  const loop = `i=0; while :; do printf '%-4096s' OLD | dd of=${device} bs=4096 seek=$((i++ % 64)) iflag=fullblock \
oflag=direct conv=notrunc status=none; sleep 0.2; done`;
  const script = `setsid bash -c "${loop.replaceAll('$', '\\$')}" </dev/null >/dev/null 2>&1 & echo $! > /run/lun-writer.pid`;
  await world.nodes[node].agent.must(script, { deadlineMs: 10_000, signal: world.signal });
}

/** Either refused, or staged on paths that the old map has lost: both leave every byte where it belongs. */
async function stageBeside(world: World, fresh: PlacedVolume): Promise<string> {
  const refused = await refusalOf(kubeletOf(world, fresh).stage(fresh.volume, fresh.context));
  await sleep(WATCH_MS, undefined, { signal: world.signal });
  return refused ?? 'staged';
}

/** Once the old volume has been unstaged, its LUN number is free for the new one. */
async function useNewOne(world: World, old: PlacedVolume, fresh: PlacedVolume): Promise<void> {
  const { agent } = world.nodes[old.node];
  const stop = 'kill -9 -- -$(cat /run/lun-writer.pid)';
  await agent.must(stop, { deadlineMs: 10_000, signal: world.signal });
  await endQueueing(world, old);
  await kubeletOf(world, old).unmount(old.volume);
  await world.attacher.delete(old.volume);
  const refused = await refusalOf(kubeletOf(world, fresh).mount(fresh.volume, fresh.context));
  const seen = refused ?? `staged on ${fresh.device}`;
  world.report.check('the LUN number works once the old volume is unstaged', refused === undefined, seen);
  await kubeletOf(world, fresh).unmount(fresh.volume);
  await takeFrom(world, fresh);
  await world.attacher.delete(fresh.volume);
}
