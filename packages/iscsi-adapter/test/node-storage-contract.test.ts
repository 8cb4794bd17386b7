import { nodeJournalContract, nodeStorageContract } from '@twinsite/domain/testing';
import { test } from 'vitest';
import { portsOn, twoSites } from './support/two-sites.js';

test.each(nodeStorageContract)('node storage on the simulated host: $name', async ({ run }) => {
  const sites = twoSites();
  const ports = portsOn(sites.host('node-1'));
  await sites.clock.during(run({ ports, attachment: sites.attachment, mountPath: '/staging/globalmount' }));
});

test.each(nodeJournalContract)('node journal in a directory: $name', async ({ run }) => {
  const sites = twoSites();
  await run(portsOn(sites.host('node-1')).journal);
});
