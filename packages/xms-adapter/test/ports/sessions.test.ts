import { never } from '@twinsite/domain';
import type { GrantRequest } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, thePath, type OnSimulator } from './on-simulator.js';
import { TalkativePlane } from './talkative-plane.js';

const node = aNode('node-1');
let at: OnSimulator;
let plane: TalkativePlane;
let request: GrantRequest;

async function start(dataPlane?: TalkativePlane): Promise<void> {
  at = await onSimulator(dataPlane === undefined ? {} : { dataPlane });
  const volume = await createdVolume(at.array, 'pvc-1');
  request = { volume, node, accessPath: await thePath(at.array) };
}

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const words = async () => expectOk(await at.array.lunAccess.sessions(request, never));

describe('with a session', () => {
  beforeEach(async () => {
    plane = new TalkativePlane();
    await start(plane);
  });

  it('an array that protects mappings in use refuses the removal until the node has logged out', async () => {
    at.simulator.setSwitches({ removeInUse: 'refused' });
    expectOk(await at.array.lunAccess.grant(request, never));
    plane.loggedIn.set('gw-a', [node.iqn]);
    const problem = expectProblem(
      await at.array.lunAccess.revoke(request.volume, node, never),
      'array-refused',
    );
    expect(problem.detail).toContain('logged in');
    plane.loggedIn.clear();
    expectOk(await at.array.lunAccess.revoke(request.volume, node, never));
  });

  it('each gateway says logged in, none, or nothing when there is no mapping', async () => {
    expect((await words()).map(({ session }) => session)).toEqual(['unknown', 'unknown']);
    expectOk(await at.array.lunAccess.grant(request, never));
    expect((await words()).map(({ session }) => session)).toEqual(['none', 'none']);
    plane.loggedIn.set('gw-a', [node.iqn]);
    expect(await words()).toEqual([
      { gateway: 'gw-a', session: 'logged-in', answers: true, hostGone: false },
      { gateway: 'gw-b', session: 'none', answers: true, hostGone: false },
    ]);
  });

  it('a word that is not known says nothing', async () => {
    expectOk(await at.array.lunAccess.grant(request, never));
    at.simulator.setSwitches({ statusWords: { inactive: 'idle', active: 'healthy' } });
    expect((await words()).map(({ session, answers }) => [session, answers])).toEqual([
      ['unknown', true],
      ['unknown', true],
    ]);
  });
});

describe('with a dark site', () => {
  it('its gateway does not answer and, once the array has noticed, its host is gone', async () => {
    await start();
    expectOk(await at.array.lunAccess.grant(request, never));
    await at.simulator.cut('site-b', 'refusing');
    await expect
      .poll(async () => (await words()).find(({ gateway }) => gateway === 'gw-b'), { timeout: 8_000 })
      .toMatchObject({ answers: false, hostGone: true });
    const other = (await words()).find(({ gateway }) => gateway === 'gw-a');
    expect(other).toMatchObject({ answers: true, hostGone: false });
  }, 15_000);
});
