import { wordOfGateways } from '../attachment/fence-node.js';
import { parseInitiatorIqn } from '../attachment/initiator-iqn.js';
import type { Holder } from '../attachment/lun-access.port.js';
import { forEach, type PlacedVolume } from '../ownership/place-volumes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';

/**
 * Clients that are logged in to a gateway that answers, and have a volume of the group: by the array's word, which outlives a
 * site. An API server that does not answer says nothing of its nodes. NFS connections are heard by the fence itself.
 */
export async function sessionsSeen(
  volumes: readonly PlacedVolume[],
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const block = volumes.filter((placed) => placed.kind === 'block');
  const seen = await forEach(block, signal, (placed) => loggedIn(placed, signal));
  return seen.ok ? ok([...new Set(seen.value.flat())]) : seen;
}

async function loggedIn(
  placed: Extract<PlacedVolume, { kind: 'block' }>,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const { array, volume } = placed;
  const holders = await array.lunAccess.holders(volume, signal);
  if (!holders.ok || volume.accessPath === undefined) return holders.ok ? ok([]) : holders;
  const signs: string[] = [];
  for (const node of holders.value.flatMap(identitiesOf)) {
    const words = await wordOfGateways({ ...placed, node }, volume.accessPath, signal);
    if (!words.ok) return words;
    const heard = words.value.filter(({ session, answers }) => session === 'logged-in' && answers);
    signs.push(...heard.map(({ gateway }) => `${node.name} is logged in to gateway ${gateway}`));
  }
  return ok(signs);
}

const identitiesOf = ({ client, iqns }: Holder) =>
  iqns.flatMap((text) => {
    const iqn = parseInitiatorIqn(text);
    return iqn === undefined ? [] : [{ name: client, iqn }];
  });
