import type { NodeDaemon } from '@twinsite/domain';
import { attribute, file, link, type TreePart } from '@twinsite/linux-host/testing';
import type { SimIscsid } from './sim-iscsid.js';
import type { SimSession } from './sim-session.js';

const forever = new AbortController().signal;

/** /sys and /etc as open-iscsi and the kernel fill them. The SCSI host of a session has its number. */
export function iscsiTree(
  iscsid: SimIscsid,
  { initiator, daemons }: { readonly initiator: string; readonly daemons: ReadonlySet<NodeDaemon> },
): TreePart {
  const sessions = [...iscsid.sessions.values()].flatMap((session) => sessionTree(iscsid, session));
  const disks = [...iscsid.disks.values()].flatMap((disk) =>
    disk.deviceTree({
      remove: () => {
        iscsid.removeDisk(disk);
        return Promise.resolve();
      },
      rescan: () => disk.rescan(forever).catch(() => undefined),
    }),
  );
  const name: TreePart = [
    ['/etc/iscsi/initiatorname.iscsi', file(`## simulated\nInitiatorName=${initiator}\n`)],
    ['/proc/1/net/unix', file(unixSockets(daemons))],
  ];
  return [...name, ...sessions, ...disks];
}

/** As Linux 6.1 with open-iscsi 2.1.8 and multipath-tools 0.9.4 shows them. */
function unixSockets(daemons: ReadonlySet<NodeDaemon>): string {
  const socket = (name: string): string =>
    `0000000000000000: 00000002 00000000 00010000 0001 01  1234 ${name}\n`;
  return [
    'Num       RefCount Protocol Flags    Type St Inode Path\n',
    ...(daemons.has('iscsid') ? [socket('@ISCSIADM_ABSTRACT_NAMESPACE')] : []),
    ...(daemons.has('multipathd') ? [socket('@/org/kernel/linux/storage/multipathd')] : []),
  ].join('');
}

function sessionTree(iscsid: SimIscsid, session: SimSession): TreePart {
  const { sid, targetIqn, address, port } = session.place;
  const device = `/sys/devices/platform/host${sid}/session${sid}`;
  const own = `${device}/iscsi_session/session${sid}`;
  const connection = `/sys/class/iscsi_connection/connection${sid}:0`;
  return [
    [
      `/sys/class/iscsi_session/session${sid}`,
      link(`../../devices/platform/host${sid}/session${sid}/iscsi_session/session${sid}`),
    ],
    [`${own}/targetname`, file(`${targetIqn}\n`)],
    [`${own}/state`, file(`${session.state}\n`)],
    [`${own}/recovery_tmo`, file(`${session.recoverySeconds}\n`)],
    [`${own}/device`, link(`../../../session${sid}`)],
    [`${connection}/persistent_address`, file(`${address}\n`)],
    [`${connection}/persistent_port`, file(`${port}\n`)],
    [`/sys/class/scsi_host/host${sid}/scan`, attribute((text) => scan(iscsid, session, text))],
  ];
}

/** The kernel also takes wildcards; the product must never use them, so they are refused here. */
async function scan(iscsid: SimIscsid, session: SimSession, text: string): Promise<void> {
  const lun = /^0 0 (\d+)$/.exec(text)?.[1];
  if (lun === undefined) throw Object.assign(new Error(`scan of ${text}`), { code: 'EINVAL' });
  await iscsid.scan(session, Number(lun), forever);
}
