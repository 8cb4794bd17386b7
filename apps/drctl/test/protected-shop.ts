import { runShop } from '@twinsite/k8s-dr-adapter/testing';
import { expect } from 'vitest';
import { twoClusters, type TwoClusters } from './two-embedded.js';

/** The shop runs on cluster a, protected, with a first bundle. */
export async function protectedShop(more?: string): Promise<TwoClusters> {
  const world = await twoClusters(more);
  await runShop(world.a);
  expect(await world.drctl(['protect', 'shop'])).toMatchObject({ code: 0 });
  return world;
}
