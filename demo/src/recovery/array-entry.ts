import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FencePolicy } from '@twinsite/domain';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';

export interface EntryOrder {
  /** Of drctl.yaml; the credentials are written there. */
  readonly directory: string;
  readonly fence: FencePolicy;
}

/** The simulated array as drctl.yaml lists it. */
export async function arrayEntry(simulator: RunningSimulator, { directory, fence }: EntryOrder) {
  const { topology } = simulator;
  const at = (site: string): readonly string[] =>
    topology.hosts.filter((host) => host.site === site).map(({ name }) => name);
  const [account] = topology.users;
  await writeFile(join(directory, 'user'), `${account?.name ?? ''}\n`, { mode: 0o600 });
  await writeFile(join(directory, 'password'), `${account?.password ?? ''}\n`, { mode: 0o600 });
  return {
    name: 'array-1',
    managers: simulator.xmsServers().split(','),
    credentials: { userFile: 'user', passwordFile: 'password' },
    sites: { a: at('a'), b: at('b'), arbiter: at('arbiter') },
    fence,
  };
}
