import { never } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { holdLease, type HeldLease } from '../../src/index.js';
import { resources } from '../../src/index.js';
import { anApi } from '../an-api.js';
import { realClock } from '../real-clock.js';

const place = { namespace: 'drctl-system', name: 'drctl-shop' };
const timings = { leaseMs: 1000, renewMs: 400, retryMs: 40 };

async function world() {
  const { server, client } = await anApi();
  const hold = (identity: string) =>
    holdLease({ client, clock: realClock, timings }, { lease: place, identity, group: 'shop' }, never);
  const held = async (identity: string): Promise<HeldLease> => {
    const lease = await hold(identity);
    if (!lease.ok) throw new Error(JSON.stringify(lease.problem));
    return lease.value;
  };
  return { server, hold, held };
}

test('a second operator is told who works on the group, as long as that one renews', async () => {
  const { hold, held } = await world();
  const first = await held('host-1:/state');
  expect(await hold('host-2:/state')).toMatchObject({
    problem: {
      kind: 'group-locked',
      group: 'shop',
      holder: 'host-1:/state',
      path: 'Lease drctl-system/drctl-shop',
    },
  });
  await first.release();
  await (await held('host-2:/state')).release();
});

test('a holder that is silent is followed: at once from its own host, after its time from another one', async () => {
  const { server, held } = await world();
  const spec = { holderIdentity: 'host-1:/state', leaseDurationSeconds: 1 };
  server.add(resources.leases, { metadata: place, spec });
  await (await held('host-1:/state')).release();
  const [lease] = server.objects(resources.leases);
  if (lease === undefined) throw new Error('the Lease stays');
  server.edit(resources.leases, { ...lease, spec });
  const begun = performance.now();
  await (await held('host-2:/state')).release();
  expect(performance.now() - begun).toBeGreaterThan(900);
});

test('a holder whose Lease was taken is told so, and leaves it to the other one', async () => {
  const { server, held } = await world();
  const first = await held('host-1:/state');
  const [lease] = server.objects(resources.leases);
  if (lease === undefined) throw new Error('it was taken');
  server.edit(resources.leases, {
    ...lease,
    spec: { holderIdentity: 'host-2:/state', leaseDurationSeconds: 60 },
  });
  await expect.poll(() => first.lost.aborted).toBe(true);
  await first.release();
  expect(server.objects(resources.leases)[0]?.['spec']).toMatchObject({ holderIdentity: 'host-2:/state' });
});
