import { expect, it } from 'vitest';
import { kernelArguments } from '../../src/guest/kernel-arguments.js';
import { STANDARD_PROFILE } from '../../src/lab-profile.js';

const image = {
  root: '/root',
  files: '/files',
  umlDirectory: '/uml',
  poolImage: '/pool.img',
  backingImage: '/backing.img',
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

it('gives the machine below the file gateways their cables, and its own as the last', () => {
  const words = kernelArguments('backing', image, STANDARD_PROFILE);
  const cables = words
    .filter((word) => word.startsWith('vec'))
    .map((word) => /ifname=([^,]+)/.exec(word)?.[1]);
  expect(cables).toEqual(['fg-a-data', 'fg-a-mgmt', 'fg-b-data', 'fg-b-mgmt', 'backing-mgmt']);
  expect(words).toContain('lab.mgmt_link=vec4');
  expect(words).toContain('ubd0d=/backing.img');
  expect(words).toContain('lab.fg_b_data=10.77.2.2/16');
  expect(words.some((word) => word.startsWith('lab.data='))).toBe(false);
});

it('makes NFS clients of nodes only where there are file gateways', () => {
  expect(kernelArguments('node-1', image, STANDARD_PROFILE)).not.toContain('lab.nfs=1');
  expect(kernelArguments('node-1', image, { ...STANDARD_PROFILE, storage: 'file' })).toContain('lab.nfs=1');
});

it('fences before the earliest moment at which a node gives a path up', () => {
  const noopTimeoutMs = 1_000;
  const replacementTimeoutMs = 2_000;
  expect(STANDARD_PROFILE.gatewayLeaseMs).toBeLessThan(noopTimeoutMs + replacementTimeoutMs);
});
