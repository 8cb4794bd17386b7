import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import { GATEWAYS, type GuestName } from '../../network/topology.js';

/** Kernel tables of a node: sessions, SCSI disks, maps, mounts of ours, journal records. */
const NODE_SCRIPT = `shopt -s nullglob
for s in /sys/class/iscsi_session/session*; do echo "session $(<$s/targetname)"; done
for d in /sys/class/scsi_disk/*; do echo "disk $(basename $d)"; done
for m in /sys/block/dm-*; do echo "map $(<$m/dm/name)"; done
awk '$5 ~ "/var/lib/kubelet/" { print "mount " $5 }' /proc/self/mountinfo
for j in /var/lib/twinsite/*; do echo "journal $(basename $j)"; done
for n in /etc/iscsi/nodes/*/* /var/lib/iscsi/nodes/*/*; do echo "record $n"; done`;

/** configfs and device mapper of a gateway: exported LUNs, backstores, backing devices. */
const GATEWAY_SCRIPT = `shopt -s nullglob
for l in /sys/kernel/config/target/iscsi/*/tpgt_1/lun/lun_*; do echo "LUN $l"; done
for l in /sys/kernel/config/target/iscsi/*/tpgt_1/acls/*/lun_*; do echo "mapping $l"; done
for o in /sys/kernel/config/target/core/iblock_*/*/enable; do echo "backstore $o"; done
for m in /sys/block/dm-*; do echo "backing $(<$m/dm/name)"; done`;

/** Everything that a deleted volume must not leave, from kernel, configfs and the simulator's tables; one line each. */
export async function leftoversOf(
  lab: Lab,
  simulator: RunningSimulator,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ask = async (name: GuestName, script: string): Promise<readonly string[]> => {
    const lines = await lab.guest(name).agent.must(script, { deadlineMs: 20_000, signal });
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => `${name}: ${line}`);
  };
  const nodes = await Promise.all((['node-1', 'node-2'] as const).map((name) => ask(name, NODE_SCRIPT)));
  const gateways = await Promise.all(GATEWAYS.map((name) => ask(name, GATEWAY_SCRIPT)));
  return [...nodes.flat(), ...gateways.flat(), ...tablesOf(simulator)];
}

function tablesOf({ state }: RunningSimulator): readonly string[] {
  return [
    ...state.volumes.all().map(({ name }) => `array: volume ${name}`),
    ...state.snapshots.all().map(({ name }) => `array: snapshot ${name}`),
    ...state.luns.all().map(({ id }) => `array: LUN row ${id}`),
  ];
}
