import type { NodeJournal, NodePorts } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { problemOf, valueOf } from './support/outcome.js';
import { nodeOn, STAGING, type Node } from './support/staging.js';
import { twoSites } from './support/two-sites.js';

/** A stage by these ports hangs in the write of its format record, which happens when `land` is called. */
function heldRecord(node: Node): { readonly land: () => void; readonly ports: NodePorts } {
  let land = (): void => undefined;
  const until = new Promise<void>((resolve) => (land = resolve));
  const { journal, ...others } = node.ports;
  const save: NodeJournal['save'] = (record, signal) => {
    if (record.phase === 'formatting') node.host.faults.set('dd', { kind: 'held', until }, 1);
    return journal.save(record, signal);
  };
  const holding: NodeJournal = {
    load: (volume, signal) => journal.load(volume, signal),
    list: (signal) => journal.list(signal),
    forget: (volume, signal) => journal.forget(volume, signal),
    save,
  };
  return { land: () => land(), ports: { ...others, journal: holding } };
}

test('staging never lets a record that the kernel writes late stand on a volume in use: the next stage would format it (H3)', async () => {
  const sites = twoSites();
  const node = nodeOn(sites, 'node-1');
  const { land, ports } = heldRecord(node);
  expect(problemOf(await node.stage(sites.attachment, ports))).toMatchObject({
    kind: 'tool-hung',
    stuck: true,
  });
  expect(problemOf(await node.stage())).toMatchObject({ kind: 'pending', operation: 'format' });
  expect(node.host.mounts.all()).toEqual([]);
  land();
  await sites.clock.advance(1000);
  valueOf(await node.stage());
  await node.host.mountedFile(`${STAGING}/f`).appendRecord(new Uint8Array(8).fill(7));
  valueOf(await node.unstage());
  valueOf(await node.stage());
  expect(await node.host.mountedFile(`${STAGING}/f`).readBack()).toEqual(new Uint8Array(8).fill(7));
});
