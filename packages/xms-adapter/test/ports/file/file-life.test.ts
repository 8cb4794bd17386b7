import {
  AclSightings,
  createFileVolume,
  deleteFileVolume,
  expandFileVolume,
  formatFileNodeId,
  MIB,
  never,
  publishFileVolume,
  unpublishFileVolume,
  type VolumeCapability,
} from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/index.js';
import type { FileMount } from '../../../src/simulator/index.js';
import { expectOk, expectProblem } from '../../transport/an-array.js';
import { onSimulator, type OnSimulator } from '../on-simulator.js';
import { fileNode, planeOf, VIP } from './on-files.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const volumeId = 'csi-nfs-vid-pvc-1';
const capability: VolumeCapability = {
  use: { kind: 'filesystem', fsType: '', mountFlags: [] },
  mode: 'multi-node-multi-writer',
};

const nodeId = (name: string, last: number): string => expectOk(formatFileNodeId(fileNode(name, last)));

/** One controller process. */
function aController(directory = at.directory) {
  const note = (): void => undefined;
  const deps = { arrays: directory, clock: systemClock, sightings: new AclSightings(), note };
  const common = { volumeId, credentials: undefined };
  return {
    create: () =>
      createFileVolume(deps)(
        {
          name: 'pvc-1',
          requiredBytes: MIB,
          parameters: { shares: `${VIP}:/sdsfs/k8s-nfs/`, access: 'node' },
          capabilities: [capability],
          source: 'none',
          credentials: undefined,
        },
        never,
      ),
    publish: (id: string) =>
      publishFileVolume(deps)(
        { ...common, nodeId: id, capability, readOnly: false, context: { 'twinsite/access': 'node' } },
        never,
      ),
    unpublish: (id: string, signal = never) => unpublishFileVolume(deps)({ ...common, nodeId: id }, signal),
    expand: () =>
      expandFileVolume(deps)({ ...common, requiredBytes: 2n * MIB, capability: undefined }, never),
    delete: () => deleteFileVolume(deps)(common, never),
  };
}

const { signal: forever } = new AbortController();

function mountOf(last: number): Promise<FileMount> {
  const request = { server: VIP, path: '/sdsfs/k8s-nfs/pvc-1', client: { ip: `10.20.0.${last}` } };
  return planeOf(at).fabric.mount(request, forever);
}

const write = (mount: FileMount, byte: number): Promise<void> =>
  planeOf(at).fabric.write(mount, { name: 'f', offset: 0 }, new Uint8Array([byte]), forever);

describe('an NFS volume on the simulator', () => {
  it('is made, mounted by two nodes, taken from one of them, grown and deleted', async () => {
    const controller = aController();
    expectOk(await controller.create());
    for (const [name, last] of [
      ['node-1', 1],
      ['node-2', 2],
    ] as const)
      expectOk(await controller.publish(nodeId(name, last)));
    const [one, two] = [await mountOf(1), await mountOf(2)];
    await planeOf(at).fabric.create(one, 'f', forever);
    await write(one, 1);
    expectOk(await controller.unpublish(nodeId('node-1', 1)));
    await expect(write(one, 2)).rejects.toMatchObject({ fault: 'EACCES' });
    await write(two, 3);
    expectOk(await controller.expand());
    expect((await planeOf(at).fabric.statfs(two, forever)).totalBytes).toBe(2n * MIB);
    expectProblem(await controller.delete(), 'volume-in-use');
    expectOk(await controller.unpublish(nodeId('node-2', 2)));
    expectOk(await controller.delete());
    const { fsQuotaTrees, fsShares } = at.simulator.state;
    expect([fsQuotaTrees.all().length, fsShares.all().length]).toEqual([0, 2]);
  });

  it('is fenced only when no write is in a gateway, also by a controller that knows nothing of the first try', async () => {
    const controller = aController();
    expectOk(await controller.create());
    const node = nodeId('node-1', 1);
    expectOk(await controller.publish(node));
    const mount = await mountOf(1);
    await planeOf(at).fabric.create(mount, 'f', forever);
    planeOf(at).hold('fg-a', true);
    const late = write(mount, 1);
    const tries = [controller, aController(at.anotherDirectory())];
    for (const each of tries) expect((await each.unpublish(node, AbortSignal.timeout(500))).ok).toBe(false);
    planeOf(at).hold('fg-a', false);
    await late;
    for (const each of tries) expectOk(await each.unpublish(node));
    const fencedAt = systemClock.now();
    await expect(write(mount, 2)).rejects.toMatchObject({ fault: 'EACCES' });
    const executed = planeOf(at)
      .writeLog.entries()
      .map(({ executedAt }) => executedAt ?? Infinity);
    expect(executed.filter((moment) => moment > fencedAt)).toEqual([]);
  });
});
