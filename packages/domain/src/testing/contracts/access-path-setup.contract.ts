import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aPath, gatewaysOf, MANAGER, mapped, readPath, type SetupSubject } from './setup-subject.js';

const making: readonly ContractCase<SetupSubject>[] = [
  {
    name: 'a path that is not there reads as nothing',
    run: async (subject) => {
      const { array } = subject;
      expectEqual(
        expectOk(await array.accessPathSetup.read(subject.freshPathName(), never), 'read'),
        undefined,
        'path',
      );
    },
  },
  {
    name: 'a path that was made has its targets with portals of both sites, its mark, and nothing mapped',
    run: async (subject) => {
      const path = await aPath(subject);
      expectEqual(gatewaysOf(path), subject.gateways.slice(0, 2).sort(), 'gateways');
      expectEqual([...new Set(path.targets.map(({ site }) => site))].sort(), ['a', 'b'], 'sites');
      expectTrue(
        path.targets.every(({ portals, iqn }) => portals.length > 0 && iqn !== ''),
        'portals and IQNs',
      );
      const { type, status, mark, mappedVolumes, vips, preempt } = path;
      expectEqual(
        { type, status, mark, mappedVolumes, vips, preempt },
        {
          type: 'Kubernetes',
          status: 'active',
          mark: { cluster: MANAGER, origin: 'created' },
          mappedVolumes: 0,
          vips: [],
          preempt: undefined,
        },
        'path',
      );
    },
  },
  {
    name: 'a name that is taken leaves the outcome open, and the path of that name as it was',
    run: async (subject) => {
      const path = await aPath(subject);
      const wanted = {
        name: path.name,
        type: 'Kubernetes',
        gateways: [subject.gateways[2]],
        manager: 'cluster-2',
      };
      const again = await subject.array.accessPathSetup.create(wanted, never);
      expectProblem(again, 'outcome-unknown', 'create again');
      expectEqual(await readPath(subject.array, path.name), path, 'path');
    },
  },
  {
    name: 'a gateway that the array does not have is a problem that names the known ones, and nothing is made',
    run: async (subject) => {
      const { array, gateways } = subject;
      const name = subject.freshPathName();
      const wanted = { name, type: 'Kubernetes', gateways: [gateways[0], 'no-such-host'], manager: MANAGER };
      const problem = expectProblem(
        await array.accessPathSetup.create(wanted, never),
        'gateway-unknown',
        'create',
      );
      expectTrue(problem.kind === 'gateway-unknown' && problem.known.includes(gateways[0]), 'known gateways');
      expectEqual(expectOk(await array.accessPathSetup.read(name, never), 'read'), undefined, 'path');
    },
  },
  {
    name: 'a mark takes the place of the one that was there, and is taken off',
    run: async (subject) => {
      const path = await aPath(subject);
      const adopted = { cluster: 'cluster-2', origin: 'adopted' } as const;
      for (const mark of [adopted, adopted, undefined]) {
        expectOk(await subject.array.accessPathSetup.mark(path, mark, never), 'mark');
        expectEqual((await readPath(subject.array, path.name)).mark, mark, 'mark read');
      }
    },
  },
];

const gateways: readonly ContractCase<SetupSubject>[] = [
  {
    name: 'a gateway that was added has a target, is used by nodes at once, and what is mapped keeps its LUN',
    run: async (subject) => {
      const { array, gateways } = subject;
      const path = await aPath(subject);
      const request = await mapped(subject, path);
      const lun = async () => expectOk(await array.lunAccess.granted(request, never), 'granted')?.lun;
      const before = await lun();
      for (const again of ['first', 'again'])
        expectOk(await array.accessPathSetup.addGateway(path, gateways[2], never), again);
      expectEqual(gatewaysOf(await readPath(array, path.name)), [...gateways].sort(), 'gateways');
      const used = expectOk(await array.accessPaths.find(path.name, never), 'find').targets;
      expectEqual(used.map(({ gateway }) => gateway).sort(), [...gateways].sort(), 'gateways nodes use');
      expectEqual(await lun(), before, 'LUN');
    },
  },
  {
    name: 'a gateway that the array does not have cannot be added',
    run: async (subject) => {
      const path = await aPath(subject);
      const added = await subject.array.accessPathSetup.addGateway(path, 'no-such-host', never);
      expectProblem(added, 'gateway-unknown', 'add');
    },
  },
  {
    name: 'a gateway that was removed has no target, is used by nodes no more, and what is mapped keeps its LUN',
    run: async (subject) => {
      const { array, gateways } = subject;
      const path = await aPath(subject);
      const request = await mapped(subject, path);
      const before = expectOk(await array.lunAccess.granted(request, never), 'granted')?.lun;
      for (const again of ['first', 'again'])
        expectOk(await array.accessPathSetup.removeGateway(path, gateways[0], never), again);
      const now = await readPath(array, path.name);
      expectEqual(gatewaysOf(now), [gateways[1]], 'gateways');
      expectEqual(now.mappedVolumes, 1, 'mapped volumes');
      const used = expectOk(await array.accessPaths.find(path.name, never), 'find').targets;
      expectEqual(
        used.map(({ gateway }) => gateway),
        [gateways[1]],
        'gateways nodes use',
      );
      expectEqual(expectOk(await array.lunAccess.granted(request, never), 'granted')?.lun, before, 'LUN');
    },
  },
];

const removing: readonly ContractCase<SetupSubject>[] = [
  {
    name: 'a path through which a volume is mapped is not removed, and stays whole',
    run: async (subject) => {
      const { array } = subject;
      const path = await aPath(subject);
      await mapped(subject, path);
      const problem = expectProblem(
        await array.accessPathSetup.remove(path, never),
        'access-path-in-use',
        'remove',
      );
      expectEqual(problem.kind === 'access-path-in-use' && problem.volumes, 1, 'volumes');
      expectEqual(gatewaysOf(await readPath(array, path.name)), gatewaysOf(path), 'gateways');
    },
  },
  {
    name: 'a path that nothing is mapped through any more is removed with its targets and VIPs, and again is success',
    run: async (subject) => {
      const { array, gateways } = subject;
      const path = await aPath(subject);
      const { volume, node } = await mapped(subject, path);
      expectOk(await array.lunAccess.revoke(volume, node, never), 'revoke');
      const vip = { address: subject.freshAddress(), mask: 32, defaultGateway: gateways[0] };
      expectOk(await array.vipSetup.add({ path, vip, preempt: false }, never), 'add VIP');
      for (const again of ['first', 'again'])
        expectOk(await array.accessPathSetup.remove(path, never), again);
      expectEqual(expectOk(await array.accessPathSetup.read(path.name, never), 'read'), undefined, 'path');
      const names = expectOk(await array.accessPaths.names(never), 'names');
      expectTrue(!names.includes(path.name), 'nodes are not told of it');
    },
  },
];

export const accessPathSetupContract = [...making, ...gateways, ...removing];
