import { never, nodeGroupName, type NfsShares } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { nodeIdOf, nodeNamed } from './file-world.js';
import { aWrittenVolume, unproven, WAIT_MS, withShares } from './written-volume.js';

describe('nothing is called a fence', () => {
  test('while a gateway is silent and its host has not left, however long one waits (H13)', async () => {
    const { array, timed, acls, clock } = await aWrittenVolume(true);
    array.faults.silentGateways.add('fg-b');
    for (const call of [1, 2]) {
      clock.advance(3_600_000);
      expect((await timed()).answer, `call ${call}`).toMatchObject(unproven('fg-b'));
    }
    expect(acls()).toEqual([`${nodeGroupName(nodeNamed('node-1'))} read-only`]);
  });

  test('before the wait is over when the host of a silent gateway has left (H13)', async () => {
    const { array, timed } = await aWrittenVolume(true);
    array.faults.silentGateways.add('fg-b');
    array.faults.goneHosts.add('fg-b');
    expect(await timed()).toMatchObject({ answer: { ok: true }, ms: WAIT_MS });
  });

  test('while another ACL lets the node in too, which is named', async () => {
    const { array, timed } = await aWrittenVolume(true);
    const home = array.state.shares.get('8');
    const open = array.state.shares.get('6');
    if (home === undefined || open === undefined) throw new Error('the fake has two home shares');
    array.state.shares.set('8', { ...home, acls: open.acls });
    expect((await timed()).answer).toMatchObject(unproven('the ACL of every client on the folder'));
  });

  test('when the node was let in anew meanwhile: its new ACL stays', async () => {
    const { array, timed, acls } = await aWrittenVolume(true);
    const letIn = async (shares: NfsShares) => {
      const group = [...array.state.groups.values()].find(({ name }) =>
        name.startsWith('twinsite-node-node-1'),
      );
      const share = [...array.state.shares.values()].find(({ tree }) => tree !== undefined);
      if (group === undefined || share === undefined) throw new Error('node-1 is let in');
      for (const acl of share.acls) await shares.revoke(share, acl, never);
      await shares.permit(share, { group, permission: 'read-write' }, never);
    };
    const meddled = withShares(array.ports, (shares) => ({
      restrict: async (share, acl, signal) => {
        await letIn(shares);
        return shares.restrict(share, acl, signal);
      },
    }));
    expect((await timed(meddled)).answer).toMatchObject(unproven('let in anew'));
    const late = withShares(array.ports, (shares) => ({
      revoke: async (share, acl, signal) => {
        await letIn(shares);
        return shares.revoke(share, acl, signal);
      },
    }));
    expect((await timed(late)).answer).toMatchObject(unproven('let in anew'));
    expect(acls()).toEqual([`${nodeGroupName(nodeNamed('node-1'))} read-write`]);
  });

  test('on a node id that cannot be read while somebody is let in', async () => {
    const { unpublish } = await aWrittenVolume();
    expect(await unpublish('nfs2;node-1;10.9.0.1;')).toMatchObject({ problem: { kind: 'node-missing' } });
  });

  test('of a volume that could not be looked for', async () => {
    const { array, unpublish } = await aWrittenVolume();
    array.faults.dark = true;
    expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ problem: { kind: 'array-unreachable' } });
  });
});
