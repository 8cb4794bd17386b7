import { never, nodeReadiness, ok, type NodeDaemon } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { ProcNodeServices } from '../src/services/proc-node-services.js';
import { golden } from './golden.js';
import { scratchDirectory, twoSites } from './support/two-sites.js';

test('daemons are found in the kernel’s list of sockets (Linux 6.1, open-iscsi 2.1.8, multipath-tools 0.9.4)', async () => {
  const host = twoSites().host('node-1');
  const files = {
    ...host.access.files,
    readBytes: () => Promise.resolve(ok(Buffer.from(golden('proc-net-unix.txt')))),
  };
  expect(await new ProcNodeServices(files).listening(never)).toEqual(ok(['iscsid', 'multipathd']));
});

test.each<[readonly NodeDaemon[], string]>([
  [['iscsid'], 'iscsid not running on this node; start it'],
  [['iscsid', 'multipathd'], 'iscsid and multipathd not running on this node; start it'],
])('a node without %j is not ready and says why', async (dead, why) => {
  const host = twoSites().host('node-1');
  const { services, sessions } = host.adapters(scratchDirectory());
  const ask = nodeReadiness(services, { sessions });
  expect(await ask(never)).toEqual({ ready: true });
  for (const daemon of dead) host.daemons.delete(daemon);
  expect(await ask(never)).toEqual({ ready: false, why });
});
