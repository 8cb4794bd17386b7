import { dirname, basename } from 'node:path';
import { GATEWAYS, initiatorIqn, mustRun, type GuestName, type Lab } from '@twinsite/lab';
import type { NodeName } from '../world/kube-nodes.js';
import type { Stage } from './stage.js';

const QUICK_MS = 20_000;
const SEARCH_MS = 120_000;

/** LUNs that a gateway's kernel shows to the node (configfs), one per line. */
const mappings = (node: NodeName): string =>
  `shopt -s nullglob; for l in /sys/kernel/config/target/iscsi/*/tpgt_1/acls/${initiatorIqn(node)}/lun_*; do echo $l; done`;
export const SESSIONS = `shopt -s nullglob; for s in /sys/class/iscsi_session/session*; do echo "$(<$s/targetname) $(<$s/state)"; done`;
const POD_MOUNT = `awk '$5 ~ "/pods/.*kubernetes.io~csi/.*/mount$" { print $7, $9, $10, $6 }' /proc/self/mountinfo`;

/** What API server, gateways and the node's kernel show while the pod runs. */
export async function claimAttached(stage: Stage, volume: string, node: NodeName): Promise<void> {
  await claimAttachment(stage, volume);
  const { lab, report, signal } = stage;
  for (const gateway of GATEWAYS) {
    const shown = await linesOf(lab, gateway, mappings(node), signal);
    report.check(`${gateway} shows the node one LUN`, shown.length === 1, shown.join('; ') || 'none');
  }
  const sessions = await linesOf(lab, node, SESSIONS, signal);
  const both = sessions.length === 2 && sessions.every((line) => line.endsWith('LOGGED_IN'));
  report.check('the node is logged in to both sites', both, sessions.join('; ') || 'no session');
  const mounts = await linesOf(lab, node, POD_MOUNT, signal);
  const mounted = mounts.length === 1 && /^shared:\d+ ext4 \/dev\/mapper\//.test(mounts[0] ?? '');
  report.check(
    'the pod’s directory is ext4 on the multipath map, mounted once and shared',
    mounted,
    mounts.join('; ') || 'no mount',
  );
}

async function claimAttachment({ kubectl, report }: Stage, volume: string): Promise<void> {
  const attachments = await kubectl.list('volumeattachment');
  const attached = attachments.filter(({ status }) => status?.['attached'] === true);
  const seen = JSON.stringify(attachments.map(({ spec, status }) => ({ spec, status })));
  report.check('one VolumeAttachment says attached', attachments.length === 1 && attached.length === 1, seen);
  const finalizers = (await kubectl.find('pv', volume))?.metadata.finalizers ?? [];
  const guarded = finalizers.includes('external-attacher/iscsi-csi-xsky-com');
  report.check('the volume carries the attacher’s finalizer', guarded, finalizers.join(', '));
}

/** What is left of an attachment when Kubernetes says that it is gone. */
export async function claimDetached(
  { lab, simulator, report, signal }: Stage,
  node: NodeName,
): Promise<void> {
  const sessions = await linesOf(lab, node, SESSIONS, signal);
  report.check('the node is logged out', sessions.length === 0, sessions.join('; ') || 'no session');
  const mapped = (
    await Promise.all(GATEWAYS.map((gateway) => linesOf(lab, gateway, mappings(node), signal)))
  ).flat();
  const rows = simulator.state.luns.all().map(({ id }) => `LUN row ${id}`);
  const left = [...mapped, ...rows].join('; ');
  report.check('no gateway shows the node anything', left === '', left || 'configfs and LUN table are empty');
}

/** How often the text stands in the pool's data, which no cache of the node can answer. Holes are not read. */
export async function timesInPool(lab: Lab, text: string, signal: AbortSignal): Promise<number> {
  const { image } = lab.pool;
  const search = `tar -C '${dirname(image)}' -cSf - '${basename(image)}' | grep -acF '${text}' || true`;
  const counted = await mustRun(['bash', '-c', search], { deadlineMs: SEARCH_MS, signal });
  return Number(counted);
}

export async function linesOf(
  lab: Lab,
  guest: GuestName,
  script: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const text = await lab.guest(guest).agent.must(script, { deadlineMs: QUICK_MS, signal });
  return text.split('\n').filter(Boolean);
}
