import type { GuestAgent } from '../guest/guest-agent.js';

export interface TargetPortal {
  readonly iqn: string;
  /** `ip:port` */
  readonly portal: string;
}

/** Logs a node in by hand with the standard timers (design: noop 1/1, replacement_timeout 2). */
export async function login(
  agent: GuestAgent,
  targets: readonly TargetPortal[],
  signal: AbortSignal,
): Promise<void> {
  const lines = targets.flatMap(({ iqn, portal }) => {
    const record = `iscsiadm -m node -T ${iqn} -p ${portal}`;
    return [
      `${record} -o new >/dev/null`,
      `${record} -o update -n node.conn[0].timeo.noop_out_interval -v 1`,
      `${record} -o update -n node.conn[0].timeo.noop_out_timeout -v 1`,
      `${record} -o update -n node.session.timeo.replacement_timeout -v 2`,
      `${record} --login >/dev/null`,
    ];
  });
  await agent.must(['set -e', ...lines].join('\n'), { deadlineMs: 60_000, signal });
}

/** On a target that {@link login} has made a record for. */
export async function sessionAction(
  agent: GuestAgent,
  { iqn, portal }: TargetPortal,
  action: '--login' | '--logout',
  signal: AbortSignal,
): Promise<void> {
  const script = `iscsiadm -m node -T ${iqn} -p ${portal} ${action}`;
  await agent.must(script, { deadlineMs: 60_000, signal });
}

export async function logoutAll(agent: GuestAgent, signal: AbortSignal): Promise<void> {
  const script = 'iscsiadm -m node --logoutall=all >/dev/null; iscsiadm -m node -o delete; true';
  await agent.must(script, { deadlineMs: 60_000, signal });
}

/** One SCSI disk of a node: which target and LUN it came through and the identity it reports itself. */
export interface SeenDisk {
  readonly device: string;
  readonly targetIqn: string;
  readonly lun: number;
  /** VPD page 0x83 as udev's scsi_id prints it, with the leading 3. */
  readonly identity: string;
}

const DISKS_SCRIPT = `
shopt -s nullglob
for s in /sys/class/iscsi_session/session*; do
  for b in $s/device/target*/*/block/*; do
    hctl=$(basename $(dirname $(dirname $b)))
    echo "$(basename $b) $(<$s/targetname) \${hctl##*:} $(/lib/udev/scsi_id -g -u -d /dev/$(basename $b))"
  done
done`;

export async function seenDisks(agent: GuestAgent, signal: AbortSignal): Promise<SeenDisk[]> {
  return parseDisks(await agent.must(DISKS_SCRIPT, { deadlineMs: 15_000, signal }));
}

export function parseDisks(text: string): SeenDisk[] {
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => {
    const [name = '', targetIqn = '', lun = '', identity = ''] = line.split(' ');
    return { device: `/dev/${name}`, targetIqn, lun: Number(lun), identity };
  });
}

const IN_FLIGHT_SCRIPT = `
shopt -s nullglob
for s in /sys/class/iscsi_session/session*; do
  for b in $s/device/target*/*/block/*; do
    read -r reads writes < $b/inflight
    [ $writes = 0 ] || echo "$(<$s/targetname)"
  done
done`;

/** The targets that the node has sent a write to and not heard of since (/sys/block/DEV/inflight: reads, writes). */
export async function targetsWithWrites(agent: GuestAgent, signal: AbortSignal): Promise<readonly string[]> {
  return (await agent.must(IN_FLIGHT_SCRIPT, { deadlineMs: 15_000, signal })).split('\n').filter(Boolean);
}

/** How many paths of a multipath map the kernel and multipathd both call usable. */
export async function readyPaths(agent: GuestAgent, wwid: string, signal: AbortSignal): Promise<number> {
  const script = `multipathd show paths raw format '%w %t %T' | grep -c '^${wwid} active ready' || true`;
  return Number((await agent.must(script, { deadlineMs: 15_000, signal })).trim());
}

/**
 * How long the kernel holds I/O back for each session once its gateway is silent (iscsi_session recovery_tmo), read after
 * multipathd has gone through its configuration once more: that is when it would overwrite them.
 */
export async function recoverySeconds(agent: GuestAgent, signal: AbortSignal): Promise<number[]> {
  const script = `multipathd reconfigure >/dev/null
for i in $(seq 100); do case $(multipathd show daemon) in *idle*) break;; esac; sleep 0.05; done
cat /sys/class/iscsi_session/session*/recovery_tmo`;
  const text = await agent.must(script, { deadlineMs: 30_000, signal });
  return text.split('\n').filter(Boolean).map(Number);
}
