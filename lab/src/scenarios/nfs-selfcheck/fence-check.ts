import { setTimeout as sleep } from 'node:timers/promises';
import { mountNfs, unmountNfs, type NfsVersion } from '../nfs-client.js';
import { RecordWriter } from '../record-writer.js';
import {
  agentsOf,
  backingPath,
  configureAll,
  exportPath,
  exportTo,
  treeOf,
  type FirstNode,
  type Stage,
} from './stage.js';

const TREE = treeOf(2, 512);
const OTHER = treeOf(3, 64);
const AT = '/mnt/fence';
const LATER_MS = 3_000;

/** A client that loses its rights while it writes: nothing of it may change the tree once the call has returned. */
export async function checkFence(stage: Stage): Promise<void> {
  const { files, signal } = stage;
  const { first, second } = agentsOf(stage);
  for (const tree of [TREE, OTHER]) await files.ensureTree(tree, signal);
  for (const version of ['3', '4.1'] as const) {
    for (const left of ['nothing', 'read'] as const) {
      await configureAll(stage, [exportTo(TREE, 'write'), exportTo(OTHER, 'write')]);
      for (const agent of [first, second])
        await mountNfs(agent, { version, path: exportPath(TREE), at: AT }, signal);
      await fenceWriter(stage, version, left);
      if (left === 'nothing') await checkStranded(stage, version);
      for (const agent of [first, second]) await unmountNfs(agent, AT, signal);
    }
  }
  await configureAll(stage, []);
  for (const { folder, id } of [TREE, OTHER]) await files.removeTree({ folder, id }, signal);
}

async function fenceWriter(stage: Stage, version: NfsVersion, left: FirstNode): Promise<void> {
  const { report, signal } = stage;
  const { first, second } = agentsOf(stage);
  const fenced = new RecordWriter(first, `${AT}/records-1`);
  const other = new RecordWriter(second, `${AT}/records-2`);
  await fenced.start(signal);
  await other.start(signal);
  await inBackground(stage, `dd if=/dev/urandom of=${AT}/large bs=1M count=400 conv=fsync`);
  await sleep(1_500, undefined, { signal });
  await other.newWindow(signal);
  const begun = Date.now();
  await configureAll(stage, [exportTo(TREE, left), exportTo(OTHER, 'write')]);
  const tookMs = Date.now() - begun;
  const atReturn = await contentOf(stage);
  await sleep(LATER_MS, undefined, { signal });
  const later = await contentOf(stage);
  const [{ errno }, { window, state }] = [await fenced.status(signal), await other.stop(signal)];
  report.check(
    `v${version}: nothing of a client that may ${left} lands after the fence`,
    atReturn === later && errno !== 0,
    `returned after ${tookMs} ms; its files ${atReturn === later ? 'are' : 'ARE NOT'} the same ${LATER_MS} ms later; errno ${errno}`,
  );
  report.check(
    `v${version}: the other client goes on`,
    state === 'stopped' && window.worstStallMs < 2_000,
    `${state}, worst write ${window.worstStallMs} ms`,
  );
  await endBackground(stage);
}

/** A write held inside the gateway, past the check of its rights, by a frozen file system: the fence has to wait for it. */
async function checkStranded(stage: Stage, version: NfsVersion): Promise<void> {
  const { report, signal, lab } = stage;
  const { backing } = agentsOf(stage);
  const limits = { deadlineMs: 30_000, signal };
  await configureAll(stage, [exportTo(TREE, 'write'), exportTo(OTHER, 'write')]);
  const holder = await lab.fileGateways.waitForHolder(signal);
  await backing.must('fsfreeze -f /srv', limits);
  await inBackground(stage, `echo stranded > ${AT}/stranded; sync ${AT}/stranded`);
  await sleep(1_000, undefined, { signal });
  const fence = stage.files.configure(holder, [exportTo(TREE, 'nothing'), exportTo(OTHER, 'write')], signal);
  const early = await Promise.race([fence.then(() => true), sleep(3_000, false, { signal })]);
  await backing.must('fsfreeze -u /srv', limits);
  await fence;
  const atReturn = await contentOf(stage);
  await sleep(LATER_MS, undefined, { signal });
  const same = atReturn === (await contentOf(stage));
  report.check(
    `v${version}: the fence waits for a write that is already inside`,
    !early && same,
    `it ${early ? 'RETURNED' : 'had not returned'} while the write was held; files ${same ? 'unchanged' : 'CHANGED'} afterwards`,
  );
  await configureAll(stage, [exportTo(TREE, 'write'), exportTo(OTHER, 'write')]);
  await endBackground(stage);
}

/** Names, sizes and digests of what the first node writes, on the storage itself. */
async function contentOf(stage: Stage): Promise<string> {
  const { backing } = agentsOf(stage);
  const script = `cd ${backingPath(TREE)} && sha256sum records-1 large stranded 2>/dev/null; stat -c '%n %s' *1 large stranded 2>/dev/null; true`;
  return backing.must(script, { deadlineMs: 60_000, signal: stage.signal });
}

async function inBackground(stage: Stage, command: string): Promise<void> {
  const { first } = agentsOf(stage);
  const script = `setsid bash -c '${command}' </dev/null >/dev/null 2>&1 & echo $! > /run/background.pid`;
  await first.must(script, { deadlineMs: 10_000, signal: stage.signal });
}

async function endBackground(stage: Stage): Promise<void> {
  const { first } = agentsOf(stage);
  const script = `p=$(cat /run/background.pid); kill -KILL -- -$p 2>/dev/null
kill $(cat /run/record-writer.pid) 2>/dev/null; for i in $(seq 100); do pgrep -g $p >/dev/null || exit 0; sleep 0.1; done; exit 1`;
  await first.must(script, { deadlineMs: 30_000, signal: stage.signal });
}
