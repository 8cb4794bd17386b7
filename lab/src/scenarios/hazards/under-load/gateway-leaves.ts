import { never } from '@twinsite/domain';
import { expectOk } from '@twinsite/domain/testing';
import { withArray } from '../../contracts/with-array.js';
import { CLASS, type World } from '../../world/world.js';
import { waitFor } from '../../wait-for.js';
import type { Load } from '../../world/load.js';
import type { Incident } from './incident.js';

const GATEWAY = 'gw-a';
const NOTICED_MS = 30_000;

/** A gateway is taken out of the access path on the array, by somebody who asks no node, and is put in again later. */
export const gatewayLeaves: Incident = {
  claim: 'a gateway that leaves the access path under a pod costs no write, and its path returns with it',
  figure: 'gatewayLeavesStallMs',
  happen: (world, load) =>
    withArray(world.simulator, async ({ accessPathSetup }) => {
      const path = expectOk(await accessPathSetup.read(CLASS.accessPaths, never), 'read the path');
      if (path === undefined) throw new Error(`the array has no ${CLASS.accessPaths}`);
      expectOk(await accessPathSetup.removeGateway(path, GATEWAY, never), 'remove the gateway');
      await untilOnePath(world, load);
      expectOk(await accessPathSetup.addGateway(path, GATEWAY, never), 'add the gateway');
    }),
};

/** The application goes on through the other gateway alone. */
async function untilOnePath({ signal }: World, load: Load): Promise<void> {
  const before = await load.acknowledged();
  const noticed = async (): Promise<true | undefined> =>
    (await load.paths()) === 1 && (await load.acknowledged()) > before ? true : undefined;
  const seen = await waitFor(noticed, { deadlineMs: NOTICED_MS, everyMs: 250, signal });
  if (seen === undefined)
    throw new Error(`the writes did not go on through one path: ${await load.paths()} are used`);
}
