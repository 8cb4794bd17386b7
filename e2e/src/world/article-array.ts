import { mustRun, startArray, type Lab } from '@twinsite/lab';
import type { FilesSpec, ManagerSpec, PoolSpec, RunningSimulator } from '@twinsite/xms-adapter/simulator';

const GIB = 1024 ** 3;
const QUICK_MS = 15_000;
/** Where the driver looks for a manager that is named without a port. */
const XMS_PORT = 8056;

/** The article's managers, in the order in which its StorageClass lists them. */
export const MANAGERS: readonly ManagerSpec[] = [
  { name: 'manager-a', site: 'a', host: '10.252.3.179', port: XMS_PORT },
  { name: 'manager-b', site: 'b', host: '10.252.3.180', port: XMS_PORT },
  { name: 'manager-arbiter', site: 'arbiter', host: '10.252.3.181', port: XMS_PORT },
];

/** All of them, as a route of the nodes. */
export const MANAGER_RANGE = '10.252.3.0/24';

/** Sparse; the article's claim asks for 20 GiB, and there are copies of it. */
export const POOL_BYTES = 256 * GIB;
export const POOL = 'poolB';
const pool: PoolSpec = {
  name: POOL,
  primarySite: 'b',
  totalBytes: POOL_BYTES,
  replicasPerSite: 2,
  stretched: true,
};

/** Accounts of the array: the article's, and that of another cluster. Both have the password of the run. */
export const ACCOUNTS = ['admin', 'other'] as const;

export interface ArrayOrder {
  readonly password: string;
  /** Only where the lab has file gateways. */
  readonly files?: FilesSpec;
}

/** The array that the article's objects speak of, on the lab's gateways, at the article's own addresses. */
export async function startArticleArray(
  lab: Lab,
  { password, files }: ArrayOrder,
  signal: AbortSignal,
): Promise<RunningSimulator> {
  const add = MANAGERS.map(({ host }) => `addr add ${host}/32 dev management`).join('\n');
  await mustRun(['ip', '-batch', '-'], { deadlineMs: QUICK_MS, signal, input: `${add}\n` });
  return startArray(lab, {
    managers: MANAGERS,
    pools: [pool],
    accessPaths: [],
    ...(files === undefined ? {} : { files }),
    users: ACCOUNTS.map((name) => ({ name, email: `${name}@array.test`, password, roles: ['Admin'] })),
  });
}
