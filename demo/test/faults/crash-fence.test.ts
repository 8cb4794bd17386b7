import { describe, expect, test } from 'vitest';
import type { TwoSiteWorld } from '../../src/world/two-site-world.js';
import { dyingArrays, type CrashPoint } from '../support/crashing.js';
import { attachTo, detach, type Attached } from '../support/lifecycle.js';
import { refusal, retried } from '../support/requests.js';
import { mappings } from '../support/simulator-log.js';
import { aController, aWorld } from '../support/stand.js';

/** An array that gives no evidence of drained commands: only time makes a removal a fence. */
const WAIT_MS = 500;
const LOGIN_MS = 2000;
/** More calls than one unpublish makes. */
const CALLS = 12;

const idOf = (name: string): string => `1;${name};iqn.2026-01.test:${name}`;

/** A node that is attached and has not gone through unstage, as when it is cut off. */
async function logIn(world: TwoSiteWorld, { nodeId, publishContext }: Attached): Promise<void> {
  const portals = JSON.parse(publishContext['portals'] ?? '[]') as readonly (readonly [string, string])[];
  const [, from = '', initiator = ''] = nodeId.split(';');
  for (const [targetIqn, portal] of portals) {
    const request = { initiator, targetIqn, portal, from: { name: from } };
    await world.simulator.memory?.fabric.login(request, AbortSignal.timeout(LOGIN_MS));
  }
}

/** Answers whether the point was reached. */
async function killedWhileFencing(world: TwoSiteWorld, point: CrashPoint): Promise<boolean> {
  const arrays = world.config('any').arrays.map((array) => ({
    ...array,
    fence: { removalDrains: false, waitMs: WAIT_MS },
  }));
  const controller = (name: string, choices = {}) =>
    aController(world, `${name}-${point.call}`, { config: { arrays }, ...choices });
  const next = (await controller('next')).client;
  const name = `pvc-${point.call}`;
  const held = await attachTo(next, idOf(`old-${point.call}`), name);
  await logIn(world, held);
  const counter = { calls: 0 };
  const dying = await controller('dying', {
    between: (listed: Parameters<typeof dyingArrays>[0]) => dyingArrays(listed, point, counter),
  });
  const begun = Date.now();
  const died = await detach(dying.client, held).then(
    () => false,
    () => true,
  );
  const successor = idOf(`new-${point.call}`);
  if (Date.now() - begun < WAIT_MS / 2) await refusal(attachTo(next, successor, name));
  await retried(() => detach(next, held));
  if (died) expect(Date.now() - begun, `killed at call ${point.call}`).toBeGreaterThanOrEqual(WAIT_MS);
  await attachTo(next, successor, name);
  return died;
}

describe.each(['before', 'after'] as const)('a controller killed %s any call of an unpublish', (when) => {
  test('never lets the next node in before the old one is fenced', async () => {
    const world = await aWorld();
    const calls = Array.from({ length: CALLS }, (_, index) => index + 1);
    const died = await Promise.all(calls.map((call) => killedWhileFencing(world, { call, when })));
    expect(died.filter(Boolean).length).toBeGreaterThan(5);
    expect([...mappings(world.simulator)].sort()).toEqual(
      calls.map((call) => `pvc-${call} -> new-${call}`).sort(),
    );
  });
});
