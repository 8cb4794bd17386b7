import { clusterKinds as kinds, runShop } from '@twinsite/k8s-dr-adapter/testing';
import { expect, it } from 'vitest';
import { twoClusters, type Ran, type TwoClusters } from './two-embedded.js';

interface Watching {
  readonly world: TwoClusters;
  /** Interrupts, as Ctrl-C does. */
  readonly stop: () => Promise<Ran>;
}

async function watching(): Promise<Watching> {
  const world = await twoClusters();
  await runShop(world.a);
  await world.drctl(['protect', 'shop', '--no-backup']);
  const interrupt = new AbortController();
  const words = ['sync', 'shop', '--warm', '--watch', '--resync', '2'];
  const running = world.drctl(words, { interrupted: interrupt.signal });
  const stop = (): Promise<Ran> => {
    interrupt.abort();
    return running;
  };
  await expect.poll(() => world.b.objects(kinds.deployments).length, { timeout: 20_000 }).toBe(1);
  return { world, stop };
}

const addSettings = ({ a }: TwoClusters, name: string): void =>
  void a.add(kinds.configMaps, { metadata: { name, namespace: 'shop' }, data: {} });
const has = ({ b }: TwoClusters, name: string): boolean =>
  b.objects(kinds.configMaps).some(({ metadata }) => metadata.name === name);

it('sync --watch follows the source, and ends in good order when it is interrupted', async () => {
  const { world, stop } = await watching();
  addSettings(world, 'one');
  await expect.poll(() => has(world, 'one'), { timeout: 20_000 }).toBe(true);
  const { code, err } = await stop();
  expect(code).toBe(130);
  expect(err).toContain('sync: stopped');
}, 60_000);

it('sync --watch goes on when watches are dropped, and forgotten by the server (410)', async () => {
  const { world, stop } = await watching();
  world.a.server.endWatches();
  world.a.server.expireWatches();
  addSettings(world, 'two');
  await expect.poll(() => has(world, 'two'), { timeout: 20_000 }).toBe(true);
  await stop();
}, 60_000);
