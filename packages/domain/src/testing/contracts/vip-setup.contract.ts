import type { ArrayAccessPath } from '../../access-path/access-path-setup.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aPath, readPath, type SetupSubject } from './setup-subject.js';

async function withVip(subject: SetupSubject) {
  const path = await aPath(subject);
  const vip = { address: subject.freshAddress(), mask: 24, defaultGateway: subject.gateways[1] };
  expectOk(await subject.array.vipSetup.add({ path, vip, preempt: true }, never), 'add');
  return { path, vip };
}

const vipsOf = ({ vips }: ArrayAccessPath) =>
  vips.map(({ address, mask, defaultGateway }) => ({ address, mask, defaultGateway }));

export const vipSetupContract: readonly ContractCase<SetupSubject>[] = [
  {
    name: 'a VIP that was added is there with its mask and gateway, nodes use it at once, and again is success',
    run: async (subject) => {
      const { array } = subject;
      const { path, vip } = await withVip(subject);
      expectOk(await array.vipSetup.add({ path, vip, preempt: true }, never), 'again');
      const now = await readPath(array, path.name);
      expectEqual(vipsOf(now), [vip], 'VIPs');
      expectEqual(now.preempt, true, 'preempt');
      const used = expectOk(await array.accessPaths.find(path.name, never), 'find');
      expectEqual(used.mode, 'vip', 'mode');
      expectEqual(
        used.targets.map(({ portals }) => portals[0]?.address),
        [vip.address],
        'portals',
      );
    },
  },
  {
    name: 'a VIP that is there with another mask is a problem and stays as it is',
    run: async (subject) => {
      const { path, vip } = await withVip(subject);
      const other = { path, vip: { ...vip, mask: 32 }, preempt: true };
      expectProblem(await subject.array.vipSetup.add(other, never), 'invalid-request', 'add');
      expectEqual(vipsOf(await readPath(subject.array, path.name)), [vip], 'VIPs');
    },
  },
  {
    name: 'a VIP without a gateway of its own gets one of the path',
    run: async (subject) => {
      const path = await aPath(subject);
      const vip = { address: subject.freshAddress(), mask: 32, defaultGateway: undefined };
      for (const again of ['first', 'again'])
        expectOk(await subject.array.vipSetup.add({ path, vip, preempt: false }, never), again);
      const [added] = (await readPath(subject.array, path.name)).vips;
      expectEqual(subject.gateways.slice(0, 2).includes(added?.defaultGateway ?? ''), true, 'gateway');
    },
  },
  {
    name: 'a second VIP joins the group; each is removed alone, the group goes with the last, and again is success',
    run: async (subject) => {
      const { array, gateways } = subject;
      const { path, vip } = await withVip(subject);
      const second = { address: subject.freshAddress(), mask: 32, defaultGateway: gateways[0] };
      expectOk(await array.vipSetup.add({ path, vip: second, preempt: true }, never), 'add');
      for (const [address, left] of [
        [vip.address, [second]],
        [second.address, []],
        [second.address, []],
      ] as const) {
        expectOk(await array.vipSetup.remove(path, address, never), 'remove');
        expectEqual(vipsOf(await readPath(array, path.name)), left, 'VIPs');
      }
      expectEqual((await readPath(array, path.name)).preempt, undefined, 'preempt');
      const used = expectOk(await array.accessPaths.find(path.name, never), 'find');
      expectEqual(used.mode, 'multipath', 'mode');
    },
  },
  {
    name: 'preempt is changed, and without a VIP there is nothing to change',
    run: async (subject) => {
      const { vipSetup } = subject.array;
      const { path } = await withVip(subject);
      expectOk(await vipSetup.setPreempt(path, false, never), 'set');
      expectEqual((await readPath(subject.array, path.name)).preempt, false, 'preempt');
      expectOk(await vipSetup.setPreempt(await aPath(subject), true, never), 'without a VIP');
    },
  },
];
