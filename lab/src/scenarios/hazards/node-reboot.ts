import { setTimeout as sleep } from 'node:timers/promises';
import { kubeletOf, place, takeFrom, type PlacedVolume } from '../world/placed-volume.js';
import { startOn, type World } from '../world/world.js';
import type { Hazard } from './hazard.js';

const WORD = 'kept over the reboot';
/** Longer than anything at boot takes to log in. */
const WATCH_MS = 5_000;
const COUNT_SESSIONS = 'shopt -s nullglob; s=(/sys/class/iscsi_session/session*); echo ${#s[@]}';

/** A node loses power with two volumes staged. One is used again there, the other was moved away meanwhile. */
export const nodeReboot: Hazard = {
  name: 'node-reboot',
  tell: async (world: World) => {
    const { lab, report, signal } = world;
    const kept = await place(world, { name: 'pvc-reboot-kept', node: 'node-1' });
    const moved = await place(world, { name: 'pvc-reboot-moved', node: 'node-1' });
    for (const placed of [kept, moved]) await write(world, placed);
    await lab.guest('node-1').powerOff();
    await lab.guest('node-1').powerOn(signal);
    const atBoot = await sessionsAfter(world, WATCH_MS);
    await startOn(world.nodes['node-1'], signal);
    const withDriver = await sessionsAfter(world, WATCH_MS);
    report.check(
      'a rebooted node never logs in by itself (H20)',
      atBoot.sessions + withDriver.sessions === 0 && atBoot.records > 0,
      `${atBoot.sessions} sessions ${WATCH_MS} ms after boot, ${withDriver.sessions} as long after the driver's start, with ${atBoot.records} node records on its disk`,
    );
    await useAgain(world, kept);
    await kubeletOf(world, moved).unmount(moved.volume);
    report.check('an unstage after a reboot succeeds', true, 'nothing was mounted, the record is gone');
    for (const placed of [kept, moved]) {
      await takeFrom(world, placed);
      await world.attacher.delete(placed.volume);
    }
    return undefined;
  },
};

async function sessionsAfter({ nodes, signal }: World, ms: number) {
  await sleep(ms, undefined, { signal });
  const script = `${COUNT_SESSIONS}; find /etc/iscsi/nodes -type f | wc -l`;
  const lines = (await nodes['node-1'].agent.must(script, { deadlineMs: 10_000, signal })).split('\n');
  return { sessions: Number(lines[0]), records: Number(lines[1]) };
}

async function write(world: World, placed: PlacedVolume): Promise<void> {
  const file = `${kubeletOf(world, placed).podPath}/word`;
  const script = `echo '${WORD}' > ${file} && sync -f ${file}`;
  await world.nodes['node-1'].agent.must(script, { deadlineMs: 20_000, signal: world.signal });
}

async function useAgain(world: World, placed: PlacedVolume): Promise<void> {
  const kubelet = kubeletOf(world, placed);
  const stageMs = await kubelet.mount(placed.volume, placed.context);
  const script = `cat ${kubelet.podPath}/word`;
  const read = await world.nodes['node-1'].agent.must(script, { deadlineMs: 20_000, signal: world.signal });
  const seen = `staged in ${stageMs} ms with the same publish context; read \`${read.trim()}\``;
  world.report.check('a rebooted node stages its volume again', read.trim() === WORD, seen);
  await kubelet.unmount(placed.volume);
}
