import { GATEWAYS, type GuestName } from '@twinsite/lab';
import type { NodeName } from '../world/kube-nodes.js';
import { endPods, inPod, startPod } from './pods.js';
import type { Stage } from './stage.js';

const POD = 'reader';
const QUICK_MS = 30_000;

export interface ReadBack {
  readonly claim: string;
  /** One that never mounted the volume. */
  readonly node: NodeName;
  readonly acknowledged: number;
}

/** Sets the disks that come through one gateway to a state (sysfs-devices, SCSI `state`). */
const setPaths = (gateway: GuestName, state: 'offline' | 'running'): string => `shopt -s nullglob
for session in /sys/class/iscsi_session/session*; do
  case $(<$session/targetname) in *:${gateway}) ;; *) continue;; esac
  for disk in $session/device/target*/*/state; do echo ${state} > $disk; done
done`;

/** Reads the writer's records with O_DIRECT, through one gateway at a time; how many are missing or torn at worst. */
export async function readThroughEach(stage: Stage, order: ReadBack): Promise<number> {
  const { lab, report, signal } = stage;
  const { agent } = lab.guest(order.node);
  const limits = { deadlineMs: QUICK_MS, signal };
  const uses = [{ claim: order.claim, at: '/data' }];
  await startPod(stage, { name: POD, uses, node: order.node });
  let lost = 0;
  for (const gateway of GATEWAYS) {
    const others = GATEWAYS.filter((other) => other !== gateway);
    for (const other of others) await agent.must(setPaths(other, 'offline'), limits);
    const script = `record-writer check /data/records ${order.acknowledged} || true`;
    const read = JSON.parse(await inPod(stage, POD, script)) as Checked;
    for (const other of others) await agent.must(setPaths(other, 'running'), limits);
    const wrong = read.missing + read.torn;
    const seen = `${read.records} records, ${read.missing} missing, ${read.torn} torn`;
    report.check(`${order.node} reads back every acknowledged record through ${gateway}`, wrong === 0, seen);
    lost = Math.max(lost, wrong);
  }
  await endPods(stage, [POD]);
  return lost;
}

interface Checked {
  readonly records: number;
  readonly missing: number;
  readonly torn: number;
}
