import type { Kubectl } from '../../cluster/kubectl.js';
import { told, type Status } from '../access-path.js';
import { accessPath } from '../bad-yaml/mistakes.js';
import type { Stage } from '../stage.js';

const KIND = 'accesspaths.sds.xsky.com';
const OBJECT = 'shared';
const PATH = 'shared-path';
const DELETED_MS = 60_000;

/** The object that both clusters have, with gateways of each one's own choice. */
export function applyShared(kubectl: Kubectl, gateway: string): Promise<void> {
  return kubectl.apply(JSON.stringify(accessPath(OBJECT, { name: PATH, gateway })));
}

export async function takeOver(kubectl: Kubectl, from: string): Promise<void> {
  await kubectl.run(['annotate', KIND, OBJECT, '--overwrite', `sds.xsky.com/take-over-from=${from}`]);
}

export async function deleteShared(kubectl: Kubectl): Promise<void> {
  const words = ['delete', KIND, OBJECT, `--timeout=${DELETED_MS / 1000}s`];
  await kubectl.run(words, { deadlineMs: DELETED_MS + 10_000 });
}

/** Waits until the newest generation says what is wanted; rejects with what it says instead. */
export async function untilSays(
  kubectl: Kubectl,
  what: string,
  wanted: { readonly ms: number; readonly says: (status: SharedStatus) => boolean },
): Promise<SharedStatus> {
  let last: SharedStatus = {};
  const look = async (): Promise<SharedStatus | undefined> => {
    const object = await kubectl.find(KIND, OBJECT);
    last = object?.status ?? {};
    return last.observedGeneration === object?.metadata.generation && wanted.says(last) ? last : undefined;
  };
  return kubectl.until(what, wanted.ms, look).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}; it says: ${told(last)}`, { cause: error });
  });
}

export interface SharedStatus extends Status {
  /** The cluster that manages the path. */
  readonly manager?: string;
}

export const has =
  (type: string, status: string, reason?: string) =>
  ({ conditions = [] }: SharedStatus): boolean =>
    conditions.some(
      (one) => one.type === type && one.status === status && (reason === undefined || one.reason === reason),
    );

/** What the array has of the path, as one text. */
export function onTheArray({ simulator }: Stage): string {
  const path = simulator.state.accessPaths.all().find(({ name }) => name === PATH);
  if (path === undefined) return 'nothing';
  const targets = simulator.state.targets.all().filter(({ accessPathId }) => accessPathId === path.id);
  return `"${path.description}" with ${targets.length} targets`;
}

/** Requests of an account that would change something, in the log since an entry. */
export function changesBy({ simulator }: Stage, account: string, since: number): readonly string[] {
  const entries = simulator.requestLog().filter(({ user, at }) => user === account && at >= since);
  const changes = entries.filter(
    ({ method, operation }) => method !== 'GET' && !operation.includes('/auth/'),
  );
  return changes.map(({ method, path }) => `${method} ${path}`);
}
