import { pathOf, poolLines } from '@twinsite/lab';
import type { SiteCluster } from '../dr-restore/site-cluster.js';
import { SHOP } from '../dr-restore/shop.js';
import { FOLDER } from '../world/article-files.js';
import { FILE, podOf, type Kind } from './application.js';
import { readSigned, readStretches, RECORD, type Signed, type Stretch } from './records.js';
import type { World } from './world.js';

const READ_MS = 60_000;

/**
 * Every record that the storage itself holds, past all gateways: of the block volume all blocks of the pool, in the file or not; of
 * the quota tree its file.
 */
export async function onStorage(world: World, kind: Kind): Promise<readonly Signed[]> {
  const lines = kind === 'block' ? await inPool(world) : await inTree(world);
  return lines.map(readSigned);
}

async function inPool({ lab, simulator, volumes }: World): Promise<readonly string[]> {
  const row = simulator.state.volumes.all().find(({ name }) => name === volumes.block);
  if (row === undefined) throw new Error(`the array has no volume ${volumes.block}`);
  return poolLines(lab.pool, row.id, RECORD);
}

async function inTree({ lab, volumes, signal }: World): Promise<readonly string[]> {
  const script = `cat ${pathOf(FOLDER, volumes.file)}/records`;
  const text = await lab.guest('backing').agent.must(script, { deadlineMs: READ_MS, signal });
  return text.split(/(?<=\n)/).filter((line) => RECORD.line.test(line));
}

/** The file's records, read with O_DIRECT in the pod that has it. */
export async function inFile({ kubectl }: SiteCluster, kind: Kind): Promise<readonly Stretch[]> {
  const words = ['exec', podOf(kind), '-n', SHOP, '--', 'record-writer', 'tell', FILE];
  return readStretches(await kubectl.run(words, { deadlineMs: READ_MS }));
}
