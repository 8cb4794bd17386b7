import { waitFor } from '@twinsite/lab';
import type { RecoverySet } from '@twinsite/domain';
import { claimName, volumeName } from './claim-set.js';
import type { RestoreWorld } from './restore-world.js';

const BOUND_MS = 300_000;

/** Until every claim of the set is bound to its own volume, by the API server's word, ms since `begun`. */
export async function allBoundMs(
  { kubectl, signal }: RestoreWorld,
  { group, objects }: RecoverySet,
  begun: number,
): Promise<number> {
  const wanted = objects.filter(({ layer }) => layer === 'claim').length;
  const columns = 'custom-columns=N:.metadata.name,V:.spec.volumeName,P:.status.phase';
  const look = async (): Promise<number | undefined> => {
    const words = ['get', 'pvc', '-n', group, '--no-headers', '-o', columns];
    const lines = (await kubectl.run(words)).split('\n').filter((line) => line.endsWith('Bound'));
    const own = lines.filter((line) => isOwn(group, line));
    return own.length === wanted ? Date.now() - begun : undefined;
  };
  const ms = await waitFor(look, { deadlineMs: BOUND_MS, everyMs: 1000, signal });
  if (ms === undefined) throw new Error(`not every claim of ${group} was bound within ${BOUND_MS / 1000} s`);
  return ms;
}

function isOwn(group: string, line: string): boolean {
  const [name = '', volume] = line.split(/\s+/);
  const number = Number(name.slice(claimName(0).length - 1));
  return volume === volumeName(group, number);
}
