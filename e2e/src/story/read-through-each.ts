import { GATEWAYS, type GuestName } from '@twinsite/lab';
import { endPods, startPod } from './pods.js';
import { READER, wrongRecords, type ReadBack } from './read-back.js';
import type { Stage } from './stage.js';

const QUICK_MS = 30_000;

/** Sets the disks that come through one gateway to a state (sysfs-devices, SCSI `state`). */
export const setPaths = (gateway: GuestName, state: 'offline' | 'running'): string => `shopt -s nullglob
for session in /sys/class/iscsi_session/session*; do
  case $(<$session/targetname) in *:${gateway}) ;; *) continue;; esac
  for disk in $session/device/target*/*/state; do echo ${state} > $disk; done
done`;

/** Reads the writer's records with O_DIRECT, through one gateway at a time; how many are missing or torn at worst. */
export async function readThroughEach(stage: Stage, order: ReadBack): Promise<number> {
  const { lab, signal } = stage;
  const { agent } = lab.guest(order.node);
  const limits = { deadlineMs: QUICK_MS, signal };
  const uses = [{ claim: order.claim, at: '/data' }];
  await startPod(stage, { name: READER, uses, node: order.node });
  let lost = 0;
  for (const gateway of GATEWAYS) {
    const others = GATEWAYS.filter((other) => other !== gateway);
    for (const other of others) await agent.must(setPaths(other, 'offline'), limits);
    const wrong = await wrongRecords(stage, order, gateway);
    for (const other of others) await agent.must(setPaths(other, 'running'), limits);
    lost = Math.max(lost, wrong);
  }
  await endPods(stage, [READER]);
  return lost;
}
