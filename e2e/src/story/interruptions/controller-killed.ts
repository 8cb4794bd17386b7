import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { NAMESPACE } from '../../world/helm.js';
import type { NodeName } from '../../world/kube-nodes.js';
import { claimManifest, deleteClaims, listOf, untilBound } from '../claims.js';
import { measured, type Stage } from '../stage.js';

const COUNT = 20;
const BEGUN = 2;
const SLOW_MS = 400;
const BOUND_MS = 180_000;
const LEADER = 'iscsi-csi-xsky-com';

/** The pod whose provisioner leads is taken away while 20 claims are being bound. */
export async function controllerKilled(stage: Stage) {
  const { kubectl, simulator, report } = stage;
  const names = Array.from({ length: COUNT }, (_, index) => `many-${index + 1}`);
  const boundMs = await measured(async () => {
    const leader = await leaderOf(stage);
    await setLatency(stage, SLOW_MS);
    const applied = kubectl.apply(listOf(names.map((name) => claimManifest({ name, size: '1Gi' }))));
    const begun = await killWhenBegun(stage, leader.node);
    await setLatency(stage, 0);
    await applied;
    await kubectl.run(['delete', 'pod', leader.pod, '-n', NAMESPACE, '--grace-period=0', '--force']);
    const seen = `${begun} of ${COUNT} volumes were created`;
    report.check('the leading controller is killed in the middle of 20 creations', begun < COUNT, seen);
    await timed(say, 'the other controller goes on', () => untilBound(stage, names, BOUND_MS));
  });
  const rows = simulator.state.volumes.all().map(({ name }) => name);
  const volumes = (await kubectl.list('pv')).map(({ metadata }) => metadata.name);
  const same = rows.length === COUNT && volumes.every((name) => rows.includes(name));
  report.check(
    'a controller pod killed in the middle of 20 creations: one volume for each claim, and no other',
    same && volumes.length === COUNT,
    `${volumes.length} PersistentVolumes, ${rows.length} volumes on the array after ${boundMs} ms`,
  );
  await timed(say, 'deleting 20 claims', () => deleteClaims(stage, names));
  return { twentyBoundMs: boundMs };
}

/** Of every reply of the managers, so that 20 creations do not end before anything can be killed. */
async function setLatency({ simulator }: Stage, latencyMs: number): Promise<void> {
  for (const { name } of simulator.managers()) await simulator.setManager(name, { latencyMs });
}

/** kill -9 of driver and provisioner as soon as the array has its first volumes; how many it has then. */
async function killWhenBegun({ lab, simulator, signal }: Stage, node: NodeName): Promise<number> {
  const volumes = (): number => simulator.state.volumes.all().length;
  const begun = (): Promise<true | undefined> => Promise.resolve(volumes() >= BEGUN ? true : undefined);
  await waitFor(begun, { deadlineMs: BOUND_MS, everyMs: 5, signal });
  const script = `kill -9 $(pgrep -f 'driver[.]mjs .*--mode=controller') $(pgrep -x csi-provisioner)`;
  await lab.guest(node).agent.must(script, { deadlineMs: 10_000, signal });
  return volumes();
}

/** The pod that holds the provisioner's Lease. */
async function leaderOf({ kubectl }: Stage): Promise<{ readonly pod: string; readonly node: NodeName }> {
  const lease = await kubectl.find('lease', LEADER, NAMESPACE);
  const { holderIdentity: holder = '' } = (lease?.spec ?? {}) as { readonly holderIdentity?: string };
  const pod = (await kubectl.list('pod')).find(({ metadata }) => holder.includes(metadata.name));
  if (pod === undefined) throw new Error(`no pod holds the Lease ${LEADER}: its holder is \`${holder}\``);
  return { pod: pod.metadata.name, node: pod.spec?.['nodeName'] as NodeName };
}
