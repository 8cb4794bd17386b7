import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileSide, type TwoSiteWorld } from '@twinsite/demo/world';
import type { SimulatedNfsHost } from '@twinsite/nfs-adapter/testing';
import { twoSites, type FilesSpec } from '@twinsite/xms-adapter/simulator';
import { STAGING, TARGET_PARENT } from '../suite/suite-order.js';
import type { Bench } from './bench.js';
import { logTo } from './drivers.js';
import { simulatedPaths } from './simulated-paths.js';

const NODE = 'node-1';
const FOLDER = 'k8s-nfs';

/** The folder itself is shared with nobody, so that a node is in by its own ACL alone. */
export function filesForNodes(): FilesSpec {
  const { files } = twoSites();
  if (files === undefined) throw new Error('the simulated sites have no files');
  return { ...files, shares: files.shares.filter(({ folder }) => folder !== FOLDER) };
}

export async function fileBench(world: TwoSiteWorld, logs: string): Promise<Bench> {
  const side = new FileSide(world);
  const [group] = filesForNodes().gatewayGroups;
  const controller = await side.startController({}, logTo(logs, 'controller'));
  const node = await side.startNode(NODE, logTo(logs, 'node'));
  const host = side.host(NODE);
  return {
    drivers: {
      controller,
      node,
      stop: async () => {
        await Promise.all([controller.stop(), node.stop()]);
      },
    },
    parameters: { shares: `${group?.vip ?? ''}:/sdsfs/${FOLDER}/`, access: 'node' },
    keeper: simulatedPaths(host),
    leftBehind: () => leftBehind(world, host),
  };
}

async function leftBehind(world: TwoSiteWorld, host: SimulatedNfsHost): Promise<readonly string[]> {
  const { fsQuotaTrees, fsShares, fsShareAcls } = world.simulator.state;
  const seeded = filesForNodes().shares.length;
  const paths = [TARGET_PARENT, STAGING].filter((path) => host.paths.kindOf(path) !== undefined);
  const lingering = await filesIn(join(world.directory, `files-${host.name}`, 'lingering'));
  return [
    ...fsQuotaTrees.all().map(({ name }) => `array: quota tree ${name}`),
    ...fsShares
      .all()
      .slice(seeded)
      .map(({ id }) => `array: share ${id}`),
    ...fsShareAcls
      .all()
      .slice(seeded)
      .map(({ id }) => `array: ACL ${id}`),
    ...host.leftovers().map((line) => `host: ${line}`),
    ...paths.map((path) => `host: path ${path}`),
    ...lingering.map((name) => `lingering: ${name}`),
  ];
}

/** The directory comes with its first file. */
async function filesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
