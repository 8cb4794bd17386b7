import type { AccessPathStep } from '../access-path-plan.js';
import type { ArrayVip } from '../access-path-setup.port.js';
import type { VipSpec } from '../access-path-spec.js';
import type { VipStatus } from '../access-path-status.js';
import { sameAddress } from '../ip-address.js';
import { holdersOf } from './gateways-to-ask.js';
import { dependants, users, type Leads, type VolumeUse } from './path-use.js';
import { isWantedVip, stays, type Part, type Scene } from './scene.js';
import { whoIsLeft } from './who-is-left.js';
import { matterOf, usesInWords, type Matter } from './words.js';

interface Judged {
  readonly status: VipStatus;
  readonly step?: AccessPathStep;
  readonly matter?: Matter;
}

/** Wanted VIPs in the order of the spec, then those that are still there. One that is to be changed leaves first. */
export function planVips(scene: Scene): Part<VipStatus> {
  const { vips } = scene.situation.spec;
  const isThere = (wanted: VipSpec) =>
    scene.path.vips.some(({ address }) => sameAddress(address, wanted.address));
  const present = scene.path.vips.map((vip) =>
    isWantedVip(scene, vip) ? { status: statusOf(vip, presentState(vip)) } : judgeExtra(scene, vip),
  );
  const absent = vips.filter((wanted) => !isThere(wanted)).map((wanted) => judgeAbsent(scene, wanted));
  const place = ({ status }: Judged): number => {
    const at = vips.findIndex(({ address }) => sameAddress(address, status.address));
    return at < 0 ? vips.length : at;
  };
  const all: readonly Judged[] = [...present, ...absent].sort((a, b) => place(a) - place(b));
  const preempt = planPreempt(scene);
  return {
    states: all.map(({ status }) => status),
    step: all.find(({ step }) => step?.kind === 'add-vip')?.step ?? preempt?.step ?? all.find(hasStep)?.step,
    matters: [
      ...all.flatMap(({ matter }) => matter ?? []),
      ...(preempt === undefined ? [] : [preempt.matter]),
    ],
  };
}

const hasStep = ({ step }: Judged): boolean => step !== undefined;

function planPreempt({ mayChange, path, situation: { spec } }: Scene) {
  const { preempt } = spec;
  const isWrong = spec.vips.length > 0 && path.preempt !== undefined && path.preempt !== preempt;
  if (!mayChange || !isWrong) return undefined;
  const text = `preempt of the VIP group is being set to ${String(preempt)}`;
  return {
    step: { kind: 'set-preempt', preempt },
    matter: { reason: 'VipChanging', text, needsHelp: false },
  } as const;
}

function judgeAbsent({ mayChange }: Scene, vip: VipSpec): Judged {
  const { address } = vip;
  if (!mayChange) return { status: { address, holder: undefined, state: 'Down' } };
  const matter = { reason: 'VipJoining', text: `VIP ${address} is being made`, needsHelp: false };
  return { status: { address, holder: undefined, state: 'Joining' }, matter, step: { kind: 'add-vip', vip } };
}

function judgeExtra(scene: Scene, vip: ArrayVip): Judged {
  const present = presentState(vip);
  if (!scene.mayLeave) return { status: statusOf(vip, present) };
  const wasLeaving = scene.situation.object.status?.vips.some(
    ({ address, state }) => state === 'Leaving' && sameAddress(address, vip.address),
  );
  const { uses } = scene;
  if (!uses.ok) {
    const state = wasLeaving === true ? 'Leaving' : present;
    return { status: statusOf(vip, state), matter: matterOf(uses.problem) };
  }
  const leads: Leads = (way) => way.vip === vip.address;
  const needing = dependants(uses.value, leads, (way) => stays(scene, way));
  if (needing.length > 0) return { status: statusOf(vip, present), matter: inUse(vip, needing) };
  const status = statusOf(vip, 'Leaving');
  const left = wasLeaving === true ? vipUsersLeft(scene, vip, uses.value) : leaving(vip);
  if (left !== undefined || !scene.mayChange) return { status, matter: left ?? leaving(vip) };
  return { status, matter: leaving(vip), step: { kind: 'remove-vip', address: vip.address } };
}

/** The array tells clients by gateway. One whose session there is by the gateway's own address does not need the VIP. */
function vipUsersLeft(scene: Scene, vip: ArrayVip, uses: readonly VolumeUse[]): Matter | undefined {
  const gateways = holdersOf(scene.path, vip);
  const explained = new Set(
    uses.flatMap(({ node, isFresh, ways }) => {
      const isOwn = ways.some(
        (way) =>
          way.vip !== vip.address &&
          way.state !== 'no-session' &&
          gateways.some((one) => way.gateways.includes(one)),
      );
      return isFresh && isOwn ? [node] : [];
    }),
  );
  const leads: Leads = (way) => way.vip === vip.address;
  return whoIsLeft(scene, { what: `VIP ${vip.address}`, users: users(uses, leads), gateways, explained });
}

const statusOf = ({ address, holder }: ArrayVip, state: VipStatus['state']): VipStatus => ({
  address,
  holder,
  state,
});

const presentState = ({ status }: ArrayVip): VipStatus['state'] => (status === 'active' ? 'Active' : 'Down');

const leaving = ({ address }: ArrayVip): Matter => ({
  reason: 'VipLeaving',
  text: `VIP ${address} is not wanted any more, or with another mask or gateway; it is removed when nobody uses it`,
  needsHelp: false,
});

const inUse = ({ address }: ArrayVip, needing: readonly VolumeUse[]): Matter => ({
  reason: 'VipInUse',
  text: `VIP ${address} is not wanted any more, or with another mask or gateway, and stays, no other wanted way is ready for ${usesInWords(needing)}; stop the pods that use these volumes, or put it back into spec.vip_group`,
  needsHelp: true,
});
