import { NODES, type NodeName } from '../../world/kube-nodes.js';
import { bindClaims, deleteClaims } from '../claims.js';
import { manifest } from '../manifests.js';
import { endPods, inPod, startPod } from '../pods.js';
import { measured, type Stage } from '../stage.js';

const CLAIM = 'shared';
export const NODE_CLASS = 'csi-nfs-node-sc';
const GROWN = '3Gi';
const GROWN_MIB = '3072';
const GROWS_MS = 60_000;

const podOn = (node: NodeName): string => `shares-${node}`;

/** ReadWriteMany: a pod on each node writes, and each reads what the other wrote; it grows under both. */
export async function twoNodes(stage: Stage) {
  const { kubectl, home, report } = stage;
  await kubectl.apply(await manifest(home, 'nfs-node-class'));
  await bindClaims(stage, [{ name: CLAIM, mode: 'ReadWriteMany', size: '2Gi', storageClass: NODE_CLASS }]);
  for (const node of NODES)
    await startPod(stage, { name: podOn(node), uses: [{ claim: CLAIM, at: '/data' }], node });
  for (const node of NODES) await inPod(stage, podOn(node), `echo from ${node} > /data/${node} && sync`);
  for (const node of NODES) {
    const other = NODES.find((name) => name !== node) ?? node;
    const read = (await inPod(stage, podOn(node), `cat /data/${other}`)).trim();
    report.check(`the pod on ${node} reads what the one on ${other} wrote`, read === `from ${other}`, read);
  }
  claimLetIn(stage);
  const growMs = await measured(() => grow(stage));
  const podsGoneMs = await endPods(stage, NODES.map(podOn));
  await deleteClaims(stage, [CLAIM]);
  return { growMs, podsGoneMs };
}

/** In access `node` the array lets in the nodes that have a pod, each by an ACL of its own. */
function claimLetIn({ simulator, report }: Stage): void {
  const acls = simulator.state.fsShareAcls.all().length;
  report.check('the array lets in each of the two nodes by itself', acls === NODES.length, `${acls} ACLs`);
}

async function grow(stage: Stage): Promise<void> {
  const { kubectl, report } = stage;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: GROWN } } } });
  await kubectl.run(['patch', 'pvc', CLAIM, '--type=merge', '-p', patch]);
  const sizes = (): Promise<readonly string[]> =>
    Promise.all(
      NODES.map(async (node) =>
        (await inPod(stage, podOn(node), "df -Pm /data | awk 'END { print $2 }'")).trim(),
      ),
    );
  const grown = await kubectl.until('both pods see the new size', GROWS_MS, async () => {
    const seen = await sizes();
    return seen.every((size) => size === GROWN_MIB) ? seen : undefined;
  });
  report.check('it grows under both pods', true, `${grown.join(' and ')} MiB`);
}
