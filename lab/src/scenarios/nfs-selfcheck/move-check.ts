import type { FileGatewayName, Site } from '../../network/topology.js';
import { mountNfs, unmountNfs, type NfsVersion } from '../nfs-client.js';
import { checkRecords, RecordWriter } from '../record-writer.js';
import { waitFor } from '../wait-for.js';
import { agentsOf, backingPath, configureAll, exportPath, exportTo, treeOf, type Stage } from './stage.js';

const TREE = treeOf(4, 256);
const AT = '/mnt/moves';
const GOES_ON_MS = 60_000;

/** The VIP moves under a writer: as planned, and because its site, its link to the other site or its storage is cut off. */
export async function checkMoves(stage: Stage): Promise<{ worstStallMs: number; lost: number }> {
  const { files, signal } = stage;
  const { first } = agentsOf(stage);
  await files.ensureTree(TREE, signal);
  await configureAll(stage, [exportTo(TREE, 'write')]);
  let worstStallMs = 0;
  let lost = 0;
  for (const version of ['3', '4.1'] as const) {
    await mountNfs(first, { version, path: exportPath(TREE), at: AT }, signal);
    const writer = new RecordWriter(first, `${AT}/records`);
    await writer.start(signal);
    const planned = await during(stage, { version, writer, what: 'a planned move' }, (from) =>
      stage.lab.fileGateways.yieldVip(from, signal),
    );
    const cut = await during(stage, { version, writer, what: 'a cut of its site' }, (from) =>
      stage.lab.cutSite(siteOf(from), { sparing: ['node-1', 'node-2'] }),
    );
    await stage.lab.healSite(siteOf(cut.from), signal);
    await configureAll(stage, [exportTo(TREE, 'write')]);
    worstStallMs = Math.max(worstStallMs, planned.stallMs, cut.stallMs);
    const { acknowledged } = await writer.stop(signal);
    lost += await missingAfterPowerLoss(stage, version, acknowledged);
    await unmountNfs(first, AT, signal);
  }
  await configureAll(stage, []);
  await files.removeTree({ folder: TREE.folder, id: TREE.id }, signal);
  return { worstStallMs, lost };
}

const siteOf = (name: FileGatewayName): Site => (name === 'fg-a' ? 'a' : 'b');

async function during(
  { lab, report, signal }: Stage,
  told: { readonly version: NfsVersion; readonly writer: RecordWriter; readonly what: string },
  incident: (from: FileGatewayName) => Promise<void>,
): Promise<{ readonly from: FileGatewayName; readonly stallMs: number }> {
  const { version, writer, what } = told;
  const from = await lab.fileGateways.waitForPair(signal);
  await writer.newWindow(signal);
  const begun = Date.now();
  await incident(from);
  const resumed = await waitFor(
    async () => {
      const { window, acknowledged } = await writer.status(signal);
      const holder = await lab.fileGateways.holder(signal);
      const isOver = window.worstAtMs + window.worstStallMs > begun && window.worstStallMs > 300;
      return holder !== undefined && holder !== from && isOver ? { holder, acknowledged, window } : undefined;
    },
    { deadlineMs: GOES_ON_MS, signal },
  );
  const stallMs = resumed?.window.worstStallMs ?? GOES_ON_MS;
  report.check(
    `v${version}: the writer goes on after ${what}`,
    resumed !== undefined,
    `${from} to ${resumed?.holder ?? 'nobody'}, worst stall ${stallMs} ms`,
  );
  return { from, stallMs };
}

/** The storage loses power, and with it the page cache of the very kernel that wrote; then it is read on itself. */
async function missingAfterPowerLoss(
  stage: Stage,
  version: NfsVersion,
  acknowledged: number,
): Promise<number> {
  const { lab, report, signal } = stage;
  await lab.guest('backing').powerOff();
  await lab.guest('backing').powerOn(signal);
  await lab.powerOnFenced(signal);
  await configureAll(stage, [exportTo(TREE, 'write')]);
  const { backing } = agentsOf(stage);
  const { missing, torn } = await checkRecords(backing, `${backingPath(TREE)}/records`, acknowledged, signal);
  report.check(
    `v${version}: every acknowledged record is on the disk`,
    missing + torn === 0,
    `${acknowledged} acknowledged, ${missing} missing, ${torn} torn, after a power loss of the storage`,
  );
  return missing + torn;
}
