import { TIMING } from '../access-path-plan.js';
import type { VolumeUse } from './path-use.js';
import type { Scene } from './scene.js';
import { matterOf, nodesOf, some, type Matter } from './words.js';

export interface Leaver {
  /** `gateway gw-a`, `VIP 10.7.9.1`. */
  readonly what: string;
  /** By the reports of this cluster's nodes. */
  readonly users: readonly VolumeUse[];
  /** Whose clients the array was asked for. */
  readonly gateways: readonly string[];
  /** Clients whose sessions at those gateways are known to be none of its own. */
  readonly explained?: ReadonlySet<string>;
}

/**
 * Who may still have a session through it, by the nodes' reports and by the array's own evidence, which also knows the
 * clients of other clusters. Undefined: nobody.
 */
export function whoIsLeft(scene: Scene, leaver: Leaver): Matter | undefined {
  const { what, users } = leaver;
  const gone = users.filter(({ isFresh }) => !isFresh);
  if (gone.length > 0) {
    const minutes = TIMING.staleMs / 60_000;
    const text = `${what} stays until it is known whether node ${nodesOf(gone)} still uses it: no report of it for more than ${minutes} minutes; bring its node plugin back, or, when the node is gone for good, kubectl delete node ${gone[0]?.node ?? ''}`;
    return { reason: 'NodeSilent', text, needsHelp: true };
  }
  if (users.length > 0) return waiting(what, `node ${nodesOf(users)} to give it up`);
  for (const gateway of leaver.gateways) {
    const matter = clientsLeft(scene, leaver, gateway);
    if (matter !== undefined) return matter;
  }
  return undefined;
}

function clientsLeft({ situation, path }: Scene, leaver: Leaver, gateway: string): Matter | undefined {
  const { what, explained } = leaver;
  const word = situation.clients.get(gateway);
  if (word === undefined) return waiting(what, `the array's word on who uses ${gateway}`);
  if (!word.ok) return matterOf(word.problem);
  if (word.value === 'unknown') {
    const text = `${what} stays: the array does not say who is logged in through gateway ${gateway}. If its host is gone for good, remove its target of access path ${path.name} on the array by hand`;
    return { reason: 'ClientsUnknown', text, needsHelp: true };
  }
  const clients = word.value.filter((client) => explained?.has(client) !== true);
  if (clients.length === 0) return undefined;
  const nodes = situation.reports.ok ? situation.reports.value.map(({ node }) => node) : [];
  const strangers = clients.filter((client) => !nodes.includes(client));
  if (strangers.length === 0)
    return waiting(what, `the array to see ${some(clients)} logged out of ${gateway}`);
  const text = `${what} stays: the array sees ${some(strangers)} logged in through gateway ${gateway}, no node of this cluster; take it out of the AccessPath of the cluster that these belong to as well`;
  return { reason: 'OtherClients', text, needsHelp: true };
}

const waiting = (what: string, whom: string): Matter => ({
  reason: what.startsWith('VIP') ? 'VipLeaving' : 'GatewayLeaving',
  text: `${what} is not wanted any more; waiting for ${whom}`,
  needsHelp: false,
});
