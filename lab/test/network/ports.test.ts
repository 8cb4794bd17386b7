import { describe, expect, it } from 'vitest';
import { fabricCommands, plugCommands, unplugCommands } from '../../src/network/build-commands.js';
import { INTER_SITE, macOf, netsOf, portOf, portsOf, sitePorts } from '../../src/network/ports.js';
import { MEMBERS } from '../../src/network/topology.js';
import { gatewayMonitors, peersOf } from '../../src/quorum/addresses.js';

const links = (ports: readonly { link: string }[]) => ports.map((port) => port.link);

describe('the two-site network', () => {
  it('takes every cable of a site with it, management too', () => {
    expect(links(sitePorts('a')).toSorted()).toEqual(
      [
        'fg-a-data',
        'fg-a-mgmt',
        'gw-a-data',
        'gw-a-mgmt',
        'mon-a-arb',
        'mon-a-data',
        'mon-a-mgmt',
        'node-1-data',
        'node-1-mgmt',
      ].toSorted(),
    );
  });

  it('gives every cable an address of its own', () => {
    const addresses = MEMBERS.flatMap((member) => netsOf(member).map((net) => macOf(member, net)));
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const address of addresses) expect(address).toMatch(/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/);
  });

  it('spares whom it is told to spare', () => {
    expect(links(sitePorts('b', ['node-2']))).not.toContain('node-2-data');
    expect(links(sitePorts('b', ['node-2']))).toContain('gw-b-data');
  });

  it('has exactly one cable between the bridges of the sites', () => {
    const bridgesOf = (name: string) =>
      fabricCommands()
        .filter((line) => line.includes(`master ${name} `))
        .map((line) => line.split(' ')[2]);
    const shared = bridgesOf('site-a').filter((link) => bridgesOf('site-b').includes(link));
    expect(shared).toEqual([]);
    expect(links(INTER_SITE)).toEqual(['inter-site-a', 'inter-site-b']);
  });

  it('cannot be bridged over the arbiter or the management network', () => {
    const isolated = MEMBERS.flatMap(portsOf).filter((port) => port.isolated);
    expect(portOf('mon-a', 'arbiter').isolated && portOf('mon-b', 'arbiter').isolated).toBe(true);
    expect(isolated.filter((port) => port.bridge === 'management')).toHaveLength(MEMBERS.length);
    expect(plugCommands(portOf('mon-a', 'arbiter'))).toContain(
      'link set mon-a-arb type bridge_slave isolated on',
    );
  });

  it('cuts by unplugging, so nobody sees a carrier go', () => {
    expect(unplugCommands(portOf('gw-a', 'data'))).toEqual(['link set gw-a-data nomaster']);
  });

  it('keeps link names within the kernel’s 15 characters', () => {
    for (const port of [...INTER_SITE, ...MEMBERS.flatMap(portsOf)])
      expect(port.link.length).toBeLessThanOrEqual(15);
  });
});

describe('who asks whom', () => {
  it('sends votes between sites over the data network and to the arbiter over its own', () => {
    expect(peersOf('mon-a')).toEqual(
      new Map([
        ['mon-b', '10.77.2.5'],
        ['mon-arb', '10.78.0.3'],
      ]),
    );
    expect(peersOf('mon-arb')).toEqual(
      new Map([
        ['mon-a', '10.78.0.1'],
        ['mon-b', '10.78.0.2'],
      ]),
    );
  });

  it('lets gateways ask the two that can lead, never over management', () => {
    expect(gatewayMonitors()).toEqual(['10.77.1.5:3300', '10.77.2.5:3300']);
  });
});
