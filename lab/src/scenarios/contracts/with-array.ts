import { DEFAULT_IDENTITY_RULE, siteMapOf } from '@twinsite/domain';
import { createArrayDirectory, type ListedArray, type XmsArrayDirectory } from '@twinsite/xms-adapter';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';

type ReachedArray = ReturnType<XmsArrayDirectory['listed']>[number];

/** The storage manager of the lab as the product's own adapter reaches it. */
export async function withArray<T>(
  simulator: RunningSimulator,
  tell: (array: ReachedArray) => Promise<T>,
): Promise<T> {
  const directory = createArrayDirectory({ arrays: [listedArray(simulator)] });
  if (!directory.ok) throw new Error(directory.problem.remedy);
  try {
    const [array] = directory.value.listed();
    if (array === undefined) throw new Error('no array is listed');
    return await tell(array);
  } finally {
    await directory.value.close();
  }
}

function listedArray(simulator: RunningSimulator): ListedArray {
  const { topology } = simulator;
  const [account] = topology.users;
  return {
    name: 'lab-array',
    managers: simulator.xmsServers().split(','),
    credentials: { kind: 'password', user: account?.name ?? '', password: account?.password ?? '' },
    siteMap: siteMapOf(new Map(topology.hosts.map(({ name, site }) => [name, site]))),
    identityRule: DEFAULT_IDENTITY_RULE,
    fence: { removalDrains: true, waitMs: 60_000 },
  };
}
