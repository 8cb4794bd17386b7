import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bytes,
  createVolume,
  DEFAULT_IDENTITY_RULE,
  formatNodeId,
  GIB,
  never,
  parseInitiatorIqn,
  publishVolume,
  siteMapOf,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { readWriteOnce } from '@twinsite/domain/testing';
import { clusterKinds as kinds } from '@twinsite/k8s-dr-adapter/testing';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import { startSimulator } from '@twinsite/xms-adapter/simulator';
import { onTestFinished } from 'vitest';
import { protectedShop } from './protected-shop.js';

const context = { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' };

/** The shop runs on cluster a, protected, its five volumes on an array that drctl.yaml lists. */
export async function shopOnArray() {
  const simulator = await startSimulator({ reconcileMs: 20, pollMs: 10, callMs: 200 });
  const keys = mkdtempSync(join(tmpdir(), 'drctl-array-'));
  const at = (site: string) =>
    simulator.topology.hosts.filter((host) => host.site === site).map(({ name }) => name);
  const sites = { a: at('a'), b: at('b'), arbiter: at('arbiter') };
  for (const name of ['user', 'password']) writeFileSync(join(keys, name), 'admin\n', { mode: 0o600 });
  const managers = simulator.xmsServers().split(',');
  const credentials = { userFile: join(keys, 'user'), passwordFile: join(keys, 'password') };
  const world = await protectedShop(
    `arrays: ${JSON.stringify([{ name: 'array-1', managers, credentials, sites }])}\n`,
  );
  const arrays = valueOf(
    createArrayDirectory({
      arrays: [
        {
          name: 'array-1',
          managers,
          credentials: { kind: 'password', user: 'admin', password: 'admin' },
          siteMap: siteMapOf(new Map()),
          identityRule: DEFAULT_IDENTITY_RULE,
          fence: { removalDrains: false, waitMs: 40_000 },
        },
      ],
    }),
  );
  onTestFinished(async () => {
    await arrays.close();
    await simulator.close();
    rmSync(keys, { recursive: true });
  });
  const handles = world.a
    .objects(kinds.persistentVolumes)
    .map(({ spec }) => (spec as { csi: { volumeHandle: string } }).csi.volumeHandle);
  const capability = readWriteOnce();
  for (const handle of handles)
    valueOf(
      await createVolume({ arrays })(
        {
          name: handle.slice('csi-iscsi-vid-'.length),
          requiredBytes: bytes(GIB),
          parameters: context,
          capabilities: [capability],
          source: 'none',
          credentials: undefined,
        },
        never,
      ),
    );
  /** ControllerPublishVolume as the driver of a cluster does it. */
  const publish = (cluster: string, node: string, volumeId: string) =>
    publishVolume({ arrays, cluster })(
      { volumeId, nodeId: nodeIdOf(node), capability, readOnly: false, context, credentials: undefined },
      never,
    );
  return { world, handles, publish, simulator, arrays };
}

export function nodeIdOf(node: string): string {
  const iqn = parseInitiatorIqn(`iqn.2026-01.test:${node}`);
  if (iqn === undefined) throw new Error(`unusable node ${node}`);
  return valueOf(formatNodeId({ name: node, iqn }));
}

function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}
