import type { Attachment } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { reconciledNode } from './support/reconciled-node.js';
import { nodeOn, TARGET } from './support/staging.js';
import { twoSites, type TwoSites } from './support/two-sites.js';

const MOVE_MS = 10_000;
const record = new TextEncoder().encode('record\n');

/** One VIP, that of the first gateway; a cut, then a restart is what its move looks like from here. */
function oneVip({ attachment }: TwoSites): Attachment {
  const [first] = attachment.portals;
  if (first === undefined) throw new Error('there is a portal');
  return { ...attachment, pathMode: 'vip', portals: [{ ...first, site: undefined }] };
}

test('a move of the VIP never turns the file system read-only, and I/O goes on at the next login', async () => {
  const sites = twoSites();
  const { clock } = sites;
  const node = nodeOn(sites, 'node-1');
  valueOf(await node.stage(oneVip(sites)));
  valueOf(await node.publish());
  const log = node.host.mountedFile(`${TARGET}/log`);
  await clock.during(log.appendRecord(record));
  sites.a.cut();
  const cutAt = clock.now();
  const stalled = log.appendRecord(record);
  await clock.advance(MOVE_MS);
  sites.a.restart();
  await clock.during(stalled);
  expect(clock.now() - cutAt).toBeLessThanOrEqual(MOVE_MS + 2000);
  valueOf(await node.unpublish());
  valueOf(await node.unstage());
  expect(node.host.leftovers()).toEqual([]);
});

test('the reconciler completes VIPs with their own timers, and knows which session has which (H15)', async () => {
  const sites = twoSites();
  const { attachment } = sites;
  const node = reconciledNode(sites, 'node-1');
  const portals = attachment.portals.map((target) => ({ ...target, site: undefined }));
  sites.b.cut();
  await node.driver.stage('csi-iscsi-vid-one', { ...attachment, pathMode: 'vip', portals });
  sites.b.heal();
  expect(await node.pass()).toEqual(['path-added']);
  const waits = [...node.host.iscsid.records.values()].map((settings) =>
    settings.get('node.session.timeo.replacement_timeout'),
  );
  expect(waits).toEqual(['20', '20']);
  expect(await node.pass()).toEqual([]);
});
