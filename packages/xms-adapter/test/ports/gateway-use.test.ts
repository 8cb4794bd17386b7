import { never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../transport/an-array.js';
import { anArrayToSetUp, type ArrayToSetUp } from './an-array-to-set-up.js';
import { aNode, createdVolume, thePath } from './on-simulator.js';

let at: ArrayToSetUp;
const node = aNode('node-1');

beforeEach(async () => {
  at = await anArrayToSetUp();
  const [volume, accessPath] = [await createdVolume(at.array, 'pvc-1'), await thePath(at.array)];
  expectOk(await at.array.lunAccess.grant({ volume, node, accessPath }, never));
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

async function through(gateway: string) {
  const path = expectOk(await at.array.accessPathSetup.read('ap-k8s', never));
  if (path === undefined) throw new Error('the path is not there');
  return expectOk(await at.array.gatewayUse.clientsThrough(path, gateway, never));
}

describe('who uses a gateway', () => {
  it('is not known while the gateway does not answer, and known again afterwards', async () => {
    at.plane.silent.add('gw-a');
    expect([await through('gw-a'), await through('gw-b')]).toEqual(['unknown', []]);
    at.plane.silent.clear();
    expect(await through('gw-a')).toEqual([]);
  });

  it('is not known when the array has another word for a session', async () => {
    at.simulator.setSwitches({ statusWords: { inactive: 'idle' } });
    expect(await through('gw-a')).toBe('unknown');
  });

  it('is not known when the array lists no sessions of what is mapped', async () => {
    const client = at.simulator.state.clients.find(({ code }) => code === node.iqn);
    at.simulator.state.clients.delete(client?.id ?? 0);
    expect(await through('gw-a')).toBe('unknown');
  });

  it('is named for clients of whatever cluster, by their own name', async () => {
    at.plane.loggedIn.set('gw-b', [node.iqn]);
    expect([await through('gw-a'), await through('gw-b')]).toEqual([[], [node.name]]);
  });
});
