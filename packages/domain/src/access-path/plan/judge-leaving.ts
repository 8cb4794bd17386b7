import { dependants, users, type Leads } from './path-use.js';
import { isWanted, stays, type Scene } from './scene.js';
import { whoIsLeft } from './who-is-left.js';
import { matterOf, some, usesInWords, type Matter } from './words.js';

export interface LeavingVerdict {
  /** Nodes give it up. */
  readonly isLeaving: boolean;
  /** Nobody needs it and nobody uses it: its target may be removed. */
  readonly mayGo: boolean;
  readonly matter: Matter;
}

/** A gateway that is not wanted: whether nodes are to give it up, and whether it may go. Judged anew in each pass. */
export function judgeLeaving(scene: Scene, gateway: string, wasLeaving: boolean): LeavingVerdict {
  const { uses } = scene;
  // What nodes were told last stays while nobody knows better; a node never gives up its last way.
  if (!uses.ok) return { isLeaving: wasLeaving, mayGo: false, matter: matterOf(uses.problem) };
  const leads: Leads = ({ gateways }) => gateways.includes(gateway);
  const obstacle = notYet(scene, gateway, leads);
  if (obstacle !== undefined) return { isLeaving: false, mayGo: false, matter: obstacle };
  const what = `gateway ${gateway}`;
  const left = wasLeaving
    ? whoIsLeft(scene, { what, users: users(uses.value, leads), gateways: [gateway] })
    : toldNow(what);
  if (left !== undefined) return { isLeaving: true, mayGo: false, matter: left };
  const text = `nobody uses ${what} any more, its target is being removed`;
  return { isLeaving: true, mayGo: true, matter: { reason: 'GatewayLeaving', text, needsHelp: false } };
}

const toldNow = (what: string): Matter => ({
  reason: 'GatewayLeaving',
  text: `${what} is not wanted any more; nodes are told to give it up`,
  needsHelp: false,
});

function notYet(scene: Scene, gateway: string, leads: Leads): Matter | undefined {
  const { path, uses, situation } = scene;
  const there = path.targets.map((target) => target.gateway);
  const awaited = situation.spec.gateways.filter((wanted) => !there.includes(wanted));
  if (awaited.length > 0) {
    const text = `gateway ${gateway} is not wanted any more and stays until ${some(awaited)} has joined`;
    return { reason: 'GatewayJoining', text, needsHelp: false };
  }
  const isWell = path.targets.some((target) => isWanted(scene, target.gateway) && target.status === 'active');
  if (!isWell) {
    const text = `gateway ${gateway} is not wanted any more and stays: the array says of none of the wanted gateways (${some(situation.spec.gateways)}) that it is active; bring one back`;
    return { reason: 'GatewayInUse', text, needsHelp: true };
  }
  const held = path.vips.filter(({ holder }) => holder === gateway).map(({ address }) => address);
  if (held.length > 0) {
    const text = `gateway ${gateway} is not wanted any more and stays while it holds VIP ${some(held)}; it leaves when the array has moved the VIP to another gateway`;
    return { reason: 'GatewayHoldsVip', text, needsHelp: true };
  }
  const needing = uses.ok ? dependants(uses.value, leads, (way) => stays(scene, way)) : [];
  if (needing.length === 0) return undefined;
  const first = needing[0]?.node ?? '';
  const text = `gateway ${gateway} is not wanted any more and stays, no other wanted way is ready for ${usesInWords(needing)}; look at the network and the iSCSI sessions of that node (kubectl describe nodepaths ${first}), or put ${gateway} back into spec.gateway`;
  return { reason: 'GatewayInUse', text, needsHelp: true };
}
