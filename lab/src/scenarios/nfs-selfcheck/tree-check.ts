import { mountNfs, NFS_VERSIONS, unmountNfs, type NfsVersion } from '../nfs-client.js';
import { exchange, isFull, overflow, sizeMib, type Place } from '../nfs-files.js';
import { agentsOf, configureAll, exportPath, exportTo, FOLDER, treeOf, type Stage } from './stage.js';

const SMALL = treeOf(1, 64);
const LARGER = treeOf(1, 128);
const AT = '/mnt/tree';
const MORE_THAN_FITS_MIB = 100;

/** Both nodes write to one tree through the VIP, and the tree has exactly its size, also when it grows under them. */
export async function checkTrees(stage: Stage): Promise<void> {
  const { files, signal } = stage;
  for (const version of NFS_VERSIONS) {
    await files.ensureTree(SMALL, signal);
    await configureAll(stage, [exportTo(SMALL, 'write')]);
    const [first, second] = placesOf(stage);
    for (const { agent } of [first, second])
      await mountNfs(agent, { version, path: exportPath(SMALL), at: AT }, signal);
    const words = await exchange(first, second);
    stage.report.check(`v${version}: two nodes share a tree`, words === 'one two', words);
    await checkQuota(stage, version, first);
    for (const { agent } of [first, second]) await unmountNfs(agent, AT, signal);
    await configureAll(stage, []);
    await files.removeTree({ folder: FOLDER, id: SMALL.id }, signal);
  }
}

function placesOf(stage: Stage): [Place, Place] {
  const { first, second } = agentsOf(stage);
  const { signal } = stage;
  return [
    { agent: first, path: AT, signal },
    { agent: second, path: AT, signal },
  ];
}

async function checkQuota(
  { files, report, signal }: Stage,
  version: NfsVersion,
  place: Place,
): Promise<void> {
  const before = await sizeMib(place);
  const refusal = await overflow(place, MORE_THAN_FITS_MIB);
  const used = (await files.usage(FOLDER, signal)).get(SMALL.id) ?? 0n;
  report.check(
    `v${version}: the tree ends at its size`,
    before === 64 && isFull(refusal) && used <= SMALL.sizeBytes,
    `df ${before} MiB, ${refusal ?? 'NO refusal'}, ${used} bytes in use`,
  );
  await files.ensureTree(LARGER, signal);
  const after = await sizeMib(place);
  const second = await overflow(place, MORE_THAN_FITS_MIB);
  report.check(
    `v${version}: it grows under the node`,
    after === 128 && second === undefined,
    `df ${after} MiB, ${second ?? `${MORE_THAN_FITS_MIB} MiB written`}`,
  );
}
