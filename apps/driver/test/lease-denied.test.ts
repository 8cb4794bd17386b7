import { resources } from '@twinsite/k8s-dr-adapter';
import { FakeApiServer, fixedAccess } from '@twinsite/k8s-dr-adapter/testing';
import { expect, test } from 'vitest';
import { compose } from '../src/composition/compose.js';
import { startBackground } from '../src/composition/start-background.js';
import { TOKENS } from '../src/composition/tokens.js';
import { createLogger } from '../src/logger.js';
import { ENDPOINT, read } from './read-config.js';

const FILE = 'clusterId: a\nkubernetes: { enabled: true, namespace: storage }\n';

test('a controller that is denied its Lease says so once in the log and as an event, and leads as soon as it may', async () => {
  const server = await FakeApiServer.start();
  server.faults.answer({ plural: 'leases', status: 403 });
  const { result } = read(['--mode=controller', ...ENDPOINT], FILE);
  if (!result.ok) throw new Error('unusable configuration');
  const lines: string[] = [];
  const log = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  const container = compose(result.value, log, { api: fixedAccess(server.url), namespace: 'storage' });
  container.register(TOKENS.electionTimings, { useValue: { leaseMs: 1000, renewMs: 400, retryMs: 20 } });
  const background = await startBackground(container, log);
  const tries = () => server.requests.filter(({ url }) => url.includes('/leases')).length;
  await expect.poll(tries).toBeGreaterThan(5);
  await expect
    .poll(() => server.objects(resources.events))
    .toMatchObject([
      {
        metadata: { namespace: 'storage' },
        regarding: { kind: 'Lease', namespace: 'storage', name: 'twinsite-controller' },
        reason: 'LeaseDenied',
        type: 'Warning',
      },
    ]);
  expect(lines.filter((line) => /LeaseDenied|leader election/.test(line))).toHaveLength(1);
  server.faults.clear();
  await expect.poll(() => lines.some((line) => line.includes('"leading"'))).toBe(true);
  if (background.ok) await background.value.stop();
  await server.down();
});
