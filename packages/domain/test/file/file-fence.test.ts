import {
  AclSightings,
  CancelSource,
  never,
  nodeGroupName,
  unpublishFileVolume,
  type Clock,
} from '@twinsite/domain';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { aFileWorld, directoryOf, modes, nodeIdOf, nodeNamed, through, volumeId } from './file-world.js';
import { aWrittenVolume, unproven, WAIT_MS } from './written-volume.js';

describe('unpublish is a fence', () => {
  test('by the array’s word at once', async () => {
    const { timed, acls } = await aWrittenVolume(true);
    expect(await timed()).toEqual({ answer: { ok: true, value: undefined }, ms: 0 });
    expect(acls()).toEqual([]);
  });

  test('at once when no gateway has a connection of the node', async () => {
    const { timed, connected } = await aWrittenVolume();
    connected.clear();
    expect(await timed()).toMatchObject({ answer: { ok: true }, ms: 0 });
  });

  test('else after the wait, and for nobody but the node', async () => {
    const { timed, publish, acls } = await aWrittenVolume();
    await publish('node-2', modes('multi-node-multi-writer'));
    expect(await timed()).toMatchObject({ answer: { ok: true }, ms: WAIT_MS });
    expect(acls()).toEqual([`${nodeGroupName(nodeNamed('node-2'))} read-write`]);
  });

  test('and repeating it, or asking for a node that was never let in, is success', async () => {
    const { timed, unpublish } = await aWrittenVolume(true);
    await timed();
    expect(await timed()).toMatchObject({ answer: { ok: true }, ms: 0 });
    expect(await unpublish(nodeIdOf('node-9'))).toMatchObject({ ok: true });
  });

  test('of every node when none is named', async () => {
    const { publish, unpublish, acls } = await aWrittenVolume();
    await publish('node-2', modes('multi-node-multi-writer'));
    expect(await unpublish(undefined)).toMatchObject({ ok: true });
    expect(acls()).toEqual([]);
  });

  test('of the node by its name: what it was let in by with an earlier address goes too', async () => {
    const { unpublish, acls } = await aWrittenVolume();
    expect(await unpublish(nodeIdOf('node-1', '10.9.0.77'))).toMatchObject({ ok: true });
    expect(acls()).toEqual([]);
  });
});

describe('the wait is counted from when this process saw the ACL read-only', () => {
  test('so that a call that ran out of time leaves only the rest to the next one', async () => {
    const { array, clock } = await aWrittenVolume();
    const source = new CancelSource();
    const given = { arrays: directoryOf(array.ports), sightings: new AclSightings() };
    const request = { volumeId, nodeId: nodeIdOf('node-1'), credentials: undefined };
    const impatient: Clock = {
      now: () => clock.now(),
      sleep: () => {
        clock.advance(15_000);
        source.cancel();
        return Promise.resolve();
      },
    };
    const first = await unpublishFileVolume({ ...given, clock: impatient })(request, source.signal);
    expect(first).toMatchObject(unproven('are left'));
    const begun = clock.now();
    expect(await unpublishFileVolume({ ...given, clock })(request, never)).toMatchObject({ ok: true });
    expect(clock.now() - begun).toBe(WAIT_MS - 15_000);
  });

  test('anew by a controller that was killed: an old read-only ACL proves nothing to it', async () => {
    for (let call = 1; call <= 12; call += 1) {
      const { array, timed, acls, clock } = await aWrittenVolume();
      const dying = through(array.ports, (ports) => crashAt(ports, { call, when: 'before' }));
      const died = await timed(dying).catch((error: unknown) => error);
      if (!(died instanceof Crash)) continue;
      const isIn = acls().length > 0;
      clock.advance(3_600_000);
      const again = aFileWorld(array);
      const begun = again.clock.now();
      expect(await again.unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: true });
      expect(again.clock.now() - begun, `crash before call ${call}`).toBe(isIn ? WAIT_MS : 0);
    }
  });

  test('anew when the ACL was changed since by somebody else', async () => {
    const { array, timed, clock } = await aWrittenVolume();
    array.faults.silentGateways.add('fg-a');
    expect((await timed()).answer).toMatchObject(unproven('fg-a'));
    array.faults.silentGateways.clear();
    clock.advance(3_600_000);
    for (const [id, share] of array.state.shares) {
      const acls = share.acls.map((acl) => ({ ...acl, changed: 'by an administrator' }));
      array.state.shares.set(id, { ...share, acls });
    }
    expect(await timed()).toMatchObject({ answer: { ok: true }, ms: WAIT_MS });
  });
});
