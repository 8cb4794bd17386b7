import { expect, it } from 'vitest';
import { kernelArguments } from '../../src/guest/kernel-arguments.js';
import { STANDARD_PROFILE } from '../../src/lab-profile.js';

const image = {
  root: '/root',
  files: '/files',
  umlDirectory: '/uml',
  poolImage: '/pool.img',
  nodeState: '/state',
};

it('gives a gateway the shared pool, its monitors and its lease', () => {
  const words = kernelArguments('gw-a', image, STANDARD_PROFILE);
  expect(words).toContain('ubd0cd=/pool.img');
  expect(words).toContain('lab.monitors=10.77.1.5:3300,10.77.2.5:3300');
  expect(words).toContain(`lab.lease_ms=${STANDARD_PROFILE.gatewayLeaseMs}`);
  expect(words).toContain('vec0:transport=tap,ifname=gw-a-data,depth=128,gro=1,mac=02:77:00:00:01:01');
});

it('gives a node an initiator name, a directory that outlives it and no pool', () => {
  const words = kernelArguments('node-2', image, STANDARD_PROFILE);
  expect(words).toContain('lab.iqn=iqn.2026-01.lab.twinsite:node-2');
  expect(words).toContain('lab.state=/state/node-2');
  expect(words.some((word) => word.startsWith('ubd'))).toBe(false);
});

it('gives a node a disk of its own where the profile says so, and a gateway none', () => {
  const profile = { ...STANDARD_PROFILE, nodeDiskBytes: 4096 };
  expect(kernelArguments('node-1', image, profile)).toContain('ubd0=/state/node-1.disk');
  expect(kernelArguments('gw-a', image, profile).join(' ')).not.toContain('ubd0=');
});

it('fences before the earliest moment at which a node gives a path up', () => {
  const noopTimeoutMs = 1_000;
  const replacementTimeoutMs = 2_000;
  expect(STANDARD_PROFILE.gatewayLeaseMs).toBeLessThan(noopTimeoutMs + replacementTimeoutMs);
});
