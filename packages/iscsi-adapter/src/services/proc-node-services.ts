import {
  NODE_DAEMONS,
  ok,
  type CancelSignal,
  type NodeDaemon,
  type NodeServices,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { readText, type LinuxHost } from '@twinsite/linux-host';

/** Abstract sockets of open-iscsi (usr/mgmt_ipc.h) and multipath-tools (libmpathcmd, mpath_cmd.h). */
const SOCKETS: Readonly<Record<NodeDaemon, string>> = {
  iscsid: '@ISCSIADM_ABSTRACT_NAMESPACE',
  multipathd: '@/org/kernel/linux/storage/multipathd',
};
/** Of process 1: abstract sockets belong to a network namespace, and the daemons are the host's. */
const UNIX_SOCKETS = '/proc/1/net/unix';

/** From the kernel's list of sockets: a daemon that hangs cannot hang the question. */
export class ProcNodeServices implements NodeServices {
  private readonly files: LinuxHost['files'];

  constructor(files: LinuxHost['files']) {
    this.files = files;
  }

  async listening(signal: CancelSignal): Promise<Result<readonly NodeDaemon[], Problem>> {
    const text = await readText(this.files, UNIX_SOCKETS, signal);
    if (!text.ok) return text;
    const names = (text.value ?? '').split('\n').map((line) => line.trimEnd().split(' ').at(-1) ?? '');
    return ok(NODE_DAEMONS.filter((daemon) => names.some((name) => name.startsWith(SOCKETS[daemon]))));
  }
}
