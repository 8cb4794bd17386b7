import { describe, expect, test } from 'vitest';
import { createVolume, GIB, never, publishVolume, unpublishVolume, type FencePolicy } from '@twinsite/domain';
import { Crash, crashAt, directoryOf, FakeArray, ManualClock, readWriteOnce } from '@twinsite/domain/testing';
import { nodeIdOf, volumeClass } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';

async function aVolume(fence?: FencePolicy) {
  const array = new FakeArray('array-1', fence);
  const arrays = directoryOf(array);
  const clock = new ManualClock();
  const capabilities = [readWriteOnce()];
  const parameters = volumeClass;
  await createVolume({ arrays })(
    { name: 'pvc-1', requiredBytes: GIB, parameters, capabilities, source: 'none', credentials: undefined },
    never,
  );
  const request = (node: string) => ({
    volumeId,
    nodeId: node,
    capability: readWriteOnce(),
    readOnly: false,
    context: volumeClass,
    credentials: undefined,
  });
  return {
    array,
    clock,
    publish: (node: string) => publishVolume({ arrays })(request(nodeIdOf(node)), never),
    publishRaw: (nodeId: string) => publishVolume({ arrays })(request(nodeId), never),
    unpublish: (node: string | undefined, on = arrays) =>
      unpublishVolume({ arrays: on, clock })(
        { volumeId, nodeId: node === undefined ? undefined : nodeIdOf(node), credentials: undefined },
        never,
      ),
  };
}

describe('publish', () => {
  test('tells the node the LUN, the identity and the portals of both sites', async () => {
    const { publish } = await aVolume();
    const answer = await publish('node-1');
    expect(answer).toMatchObject({ ok: true, value: { lun: 1, size: GIB, origin: 'new' } });
    expect(answer.ok && answer.value.portals.map(({ site }) => site)).toEqual(['a', 'b']);
    expect(await publish('node-1')).toEqual(answer);
  });

  test('the portals of a gateway that is down are told too', async () => {
    const { array, publish } = await aVolume();
    const [path] = array.state.accessPaths;
    if (path !== undefined) {
      const targets = path.targets.map((target, index) => ({
        ...target,
        status: index === 0 ? 'offline' : 'active',
      }));
      array.state.accessPaths.splice(0, 1, { ...path, targets });
    }
    const answer = await publish('node-1');
    expect(answer.ok && answer.value.portals).toHaveLength(2);
  });

  test('a second node is refused while the first holds the volume', async () => {
    const { publish } = await aVolume();
    await publish('node-1');
    expect(await publish('node-2')).toMatchObject({
      ok: false,
      problem: { kind: 'attached-elsewhere', holders: ['node-1'] },
    });
  });

  test('two nodes at once: never both', async () => {
    const { publish, array } = await aVolume();
    const answers = await Promise.all([publish('node-1'), publish('node-2')]);
    expect(answers.filter(({ ok }) => ok).length).toBeLessThan(2);
    expect(array.state.grants.get('pvc-1')?.size ?? 0).toBeLessThan(2);
  });

  test('an initiator registered for another node is refused', async () => {
    const { array, publish } = await aVolume();
    array.state.clients.set('iqn.2026-01.test:node-1', 'another-node');
    expect(await publish('node-1')).toMatchObject({
      ok: false,
      problem: { kind: 'initiator-taken', holder: 'another-node' },
    });
  });

  test('an id this driver never gave is an unknown node', async () => {
    const { publishRaw } = await aVolume();
    expect(await publishRaw('some-fake-node-id')).toMatchObject({
      ok: false,
      problem: { kind: 'node-missing' },
    });
  });

  test('an access path without addresses is a problem, not an empty list', async () => {
    const { array, publish } = await aVolume();
    const [path] = array.state.accessPaths;
    if (path !== undefined)
      array.state.accessPaths.splice(0, 1, {
        ...path,
        targets: path.targets.map((target) => ({ ...target, portals: [] })),
      });
    expect(await publish('node-1')).toMatchObject({ ok: false, problem: { kind: 'no-portals' } });
    expect(array.state.grants.size).toBe(0);
  });
});

describe('unpublish is a fence', () => {
  const waiting: FencePolicy = { removalDrains: false, waitMs: 40_000 };

  test('an array that settles a removal after the last command needs no wait', async () => {
    const { array, clock, publish, unpublish } = await aVolume();
    await publish('node-1');
    array.faults.loggedIn.add('iqn.2026-01.test:node-1');
    const before = clock.now();
    expect(await unpublish('node-1')).toMatchObject({ ok: true });
    expect(clock.now() - before).toBe(0);
    expect(array.state.volumes.get('pvc-1')?.description).toBe('twinsite volume pvc-1');
  });

  test('without that evidence a session means the whole wait', async () => {
    const { array, clock, publish, unpublish } = await aVolume(waiting);
    await publish('node-1');
    array.faults.loggedIn.add('iqn.2026-01.test:node-1');
    const before = clock.now();
    expect(await unpublish('node-1')).toMatchObject({ ok: true });
    expect(clock.now() - before).toBe(40_000);
  });

  test('a silent gateway whose host has not left proves nothing, however long one waits', async () => {
    const { array, publish, unpublish } = await aVolume(waiting);
    await publish('node-1');
    array.faults.silentGateways.add('gw-a');
    for (let round = 0; round < 3; round += 1) {
      expect(await unpublish('node-1')).toMatchObject({ ok: false, problem: { kind: 'fence-unproven' } });
    }
    array.faults.goneHosts.add('gw-a');
    expect(await unpublish('node-1')).toMatchObject({ ok: true });
  });

  test('kill -9 at any call never turns a missing mapping into a fence', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const { array, clock, publish, unpublish } = await aVolume(waiting);
        await publish('node-1');
        array.faults.loggedIn.add('iqn.2026-01.test:node-1');
        const begun = clock.now();
        const ports = crashAt(array.ports, { call, when });
        const dying = { listed: () => [ports], resolve: () => ({ ok: true as const, value: ports }) };
        const crashed = await unpublish('node-1', dying).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        expect(await unpublish('node-1'), `retry after ${when} ${call}`).toMatchObject({ ok: true });
        expect(clock.now() - begun, `wait after ${when} ${call}`).toBeGreaterThanOrEqual(40_000);
        expect(array.state.grants.get('pvc-1')?.size).toBe(0);
        if (!crashed) break;
      }
    }
  });

  test('another node gets nothing while a fence is open, and gets it afterwards', async () => {
    const { array, publish, unpublish } = await aVolume(waiting);
    await publish('node-1');
    array.faults.silentGateways.add('gw-a');
    await unpublish('node-1');
    expect(await publish('node-2')).toMatchObject({
      ok: false,
      problem: { kind: 'fence-unproven', node: 'node-1' },
    });
    array.faults.silentGateways.clear();
    expect(await unpublish('node-1')).toMatchObject({ ok: true });
    expect(await publish('node-2')).toMatchObject({ ok: true });
  });

  test('a node that holds nothing, an unknown node and an unknown volume are success', async () => {
    const { unpublish, array } = await aVolume();
    expect(await unpublish('node-1')).toMatchObject({ ok: true });
    expect(await unpublish(undefined)).toMatchObject({ ok: true });
    array.state.volumes.clear();
    expect(await unpublish('node-1')).toMatchObject({ ok: true });
  });

  test('no node named means every node', async () => {
    const { array, publish, unpublish } = await aVolume();
    await publish('node-1');
    expect(await unpublish(undefined)).toMatchObject({ ok: true });
    expect(array.state.grants.get('pvc-1')?.size).toBe(0);
  });

  test('an unreachable array is never "unpublished"', async () => {
    const { array, publish, unpublish } = await aVolume();
    await publish('node-1');
    array.faults.dark = true;
    expect(await unpublish('node-1')).toMatchObject({ ok: false, problem: { kind: 'array-unreachable' } });
  });
});
