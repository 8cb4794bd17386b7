import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TwoSiteWorld } from '@twinsite/demo/world';
import type { SimulatedHost } from '@twinsite/iscsi-adapter/testing';
import { STAGING, TARGET_PARENT } from '../suite/suite-order.js';

/** What specs must not leave: tables of the array, tables and paths of the host, the driver's journal. */
export async function leftBehind(world: TwoSiteWorld, host: SimulatedHost): Promise<readonly string[]> {
  const { volumes, luns, trashResources } = world.simulator.state;
  const journal = await records(join(world.directory, host.name));
  const paths = [TARGET_PARENT, STAGING].filter((path) => host.paths.kindOf(path) !== undefined);
  return [
    ...volumes.all().map(({ name }) => `array: volume ${name}`),
    ...luns.all().map(({ id }) => `array: LUN ${id}`),
    ...trashResources.all().map(({ id }) => `array: in the trash ${id}`),
    ...host.leftovers().map((line) => `host: ${line}`),
    ...paths.map((path) => `host: path ${path}`),
    ...journal.map((name) => `journal: ${name}`),
  ];
}

/** The journal's directory comes with its first record. */
async function records(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
