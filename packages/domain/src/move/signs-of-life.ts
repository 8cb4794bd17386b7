import { wordOfGateways } from '../attachment/fence-node.js';
import { parseInitiatorIqn } from '../attachment/initiator-iqn.js';
import type { Holder } from '../attachment/lun-access.port.js';
import type { NodeIdentity } from '../attachment/node-id.js';
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
  const clients = await forEach(block, signal, (placed) => clientsOf(placed, signal));
  if (!clients.ok) return clients;
  // A session is of a node on an access path: each is asked about once, whatever it carries.
  const places = new Map(clients.value.flat().map((one) => [`${one.node.iqn} ${one.accessPath}`, one]));
  const seen = await forEach([...places.values()], signal, (place) => loggedIn(place, signal));
  return seen.ok ? ok([...new Set(seen.value.flat())]) : seen;
}

type Block = Extract<PlacedVolume, { kind: 'block' }>;
interface Client extends Block {
  readonly node: NodeIdentity;
  readonly accessPath: string;
}

async function clientsOf(placed: Block, signal: CancelSignal): Promise<Result<readonly Client[], Problem>> {
  const { accessPath } = placed.volume;
  const holders = await placed.array.lunAccess.holders(placed.volume, signal);
  if (!holders.ok || accessPath === undefined) return holders.ok ? ok([]) : holders;
  return ok(holders.value.flatMap(identitiesOf).map((node) => ({ ...placed, node, accessPath })));
}

async function loggedIn(
  { accessPath, node, ...placed }: Client,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const words = await wordOfGateways({ ...placed, node }, accessPath, signal);
  if (!words.ok) return words;
  const heard = words.value.filter(({ session, answers }) => session === 'logged-in' && answers);
  return ok(heard.map(({ gateway }) => `${node.name} is logged in to gateway ${gateway}`));
}

const identitiesOf = ({ client, iqns }: Holder) =>
  iqns.flatMap((text) => {
    const iqn = parseInitiatorIqn(text);
    return iqn === undefined ? [] : [{ name: client, iqn }];
  });
