import {
  describeProblem,
  NODE_DAEMONS,
  parseInitiatorIqn,
  type CancelSignal,
  type IscsiSessions,
  type NodeServices,
  type SessionTimers,
} from '@twinsite/domain';
import { fine, lacking, type Finding, type LinuxHost } from '@twinsite/linux-host';

const UNITS: Readonly<Record<string, string>> = { iscsid: 'open-iscsi', multipathd: 'multipath-tools' };

export async function checkDaemons(
  services: NodeServices,
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  const listening = await services.listening(signal);
  return NODE_DAEMONS.map((daemon) => {
    if (!listening.ok) return lacking('problem', daemon, describeProblem(listening.problem), 'look at /proc');
    return listening.value.includes(daemon)
      ? fine(daemon, 'its socket listens')
      : lacking(
          'problem',
          daemon,
          'its socket does not listen',
          `install ${UNITS[daemon] ?? daemon} and \`systemctl enable --now ${daemon}\``,
        );
  });
}

/** Names that were printed in manuals and images: two nodes with one name take each other's sessions. */
const SHARED_NAMES = [/^iqn\.1987-05\.com\.cisco:01$/, /:(default|localhost|initiator|client|01|example)$/];

export async function checkInitiator(
  sessions: Pick<IscsiSessions, 'initiator'>,
  signal: CancelSignal,
): Promise<Finding> {
  const check = 'initiator name';
  const remedy =
    'write InitiatorName=iqn.yyyy-mm.domain:<host> into /etc/iscsi/initiatorname.iscsi, another one on each node, and restart iscsid';
  const name = await sessions.initiator(signal);
  if (!name.ok) return lacking('problem', check, describeProblem(name.problem), remedy);
  if (parseInitiatorIqn(name.value) === undefined) {
    return lacking('problem', check, `${name.value} is no iSCSI name`, remedy);
  }
  return SHARED_NAMES.some((shared) => shared.test(name.value))
    ? lacking('problem', check, `${name.value} is a name that other hosts have too`, remedy)
    : fine(check, name.value);
}

/** Built in or loaded: both stand below /sys/module, as far as a module has parameters or a version. */
const MODULES = ['iscsi_tcp', 'dm_multipath'];

export async function checkModules(
  files: LinuxHost['files'],
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  const loaded = await files.list('/sys/module', signal);
  return MODULES.map((module) => {
    const check = `kernel module ${module}`;
    if (!loaded.ok) return lacking('warn', check, describeProblem(loaded.problem), 'look at /sys/module');
    return loaded.value.includes(module)
      ? fine(check, 'loaded')
      : lacking(
          'warn',
          check,
          'not in /sys/module',
          `\`modprobe ${module}\`, and list it in /etc/modules-load.d`,
        );
  });
}

export function checkTimers(timers: SessionTimers & { readonly gatewayFenceMs: number }): Finding {
  const { noopTimeoutMs, replacementTimeoutMs, gatewayFenceMs } = timers;
  const earliest = noopTimeoutMs + replacementTimeoutMs;
  const evidence = `a path fails at the earliest ${earliest} ms after a silent cut, the array's guarantee is ${gatewayFenceMs} ms`;
  if (earliest < gatewayFenceMs) {
    return lacking('problem', 'timers', evidence, 'raise noopTimeoutMs or replacementTimeoutMs');
  }
  if (replacementTimeoutMs >= gatewayFenceMs) return fine('timers', evidence);
  const sooner = `${evidence}, but when the connection is broken off it fails after ${replacementTimeoutMs} ms`;
  return lacking(
    'warn',
    'timers',
    sooner,
    'if a gateway that is cut off may break connections off before it has stopped writing, set replacementTimeoutMs to gatewayFenceMs',
  );
}

/** No release is older. 2026-01-01T00:00:00Z */
const OLDEST_MS = 1_767_225_600_000;

export function checkClock(now: number): Finding {
  const evidence = new Date(now).toISOString();
  return now >= OLDEST_MS
    ? fine('clock', evidence)
    : lacking(
        'warn',
        'clock',
        `${evidence} is before this driver was made`,
        'let a time service set the clock',
      );
}
