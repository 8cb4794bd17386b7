import {
  nodeInventoryContract,
  nodeJournalContract,
  nodeStorageContract,
  targetMemoryContract,
} from '@twinsite/domain/testing';
import { test } from 'vitest';
import { portsOn, scratchDirectory, twoSites } from './support/two-sites.js';

test.each(nodeStorageContract)('node storage on the simulated host: $name', async ({ run }) => {
  const sites = twoSites();
  const ports = portsOn(sites.host('node-1'));
  await sites.clock.during(run({ ports, attachment: sites.attachment, mountPath: '/staging/globalmount' }));
});

test.each(nodeJournalContract)('node journal in a directory: $name', async ({ run }) => {
  const sites = twoSites();
  await run(portsOn(sites.host('node-1')).journal);
});

test.each(nodeInventoryContract)('inventory of the simulated host: $name', async ({ run }) => {
  const sites = twoSites();
  const host = sites.host('node-1');
  const { inventory } = host.adapters(scratchDirectory());
  const ports = portsOn(host);
  const mountPath = '/staging/globalmount';
  await sites.clock.during(run({ ports, inventory, attachment: sites.attachment, mountPath }));
});

test.each(targetMemoryContract)('known targets in a file: $name', async ({ run }) => {
  await run(twoSites().host('node-1').adapters(scratchDirectory()).targetMemory);
});
