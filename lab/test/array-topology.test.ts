import { expect, it } from 'vitest';
import { labTopology } from '../src/array/lab-topology.js';
import { GATEWAYS, MONITORS } from '../src/network/topology.js';

it('shows the array with the names the data plane answers with', () => {
  const { hosts } = labTopology();
  const withRole = (role: string) =>
    hosts.filter((host) => host.roles.includes(role)).map((host) => host.name);
  expect(withRole('block_storage_gateway')).toEqual(GATEWAYS);
  expect(withRole('monitor')).toEqual(MONITORS);
  expect(hosts.find((host) => host.name === 'gw-b')?.gateway).toEqual({
    iqn: 'iqn.2026-01.lab.twinsite:gw-b',
    ip: '10.77.2.1',
    port: 3260,
  });
});
