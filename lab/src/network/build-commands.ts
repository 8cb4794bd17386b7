import { BRIDGES, GUEST_PORTS, INTER_SITE, linkName, macOf, netsOf, portOf, type Port } from './ports.js';
import {
  addressOf,
  LAB_ADDRESS,
  monitorNamespace,
  MONITORS,
  PREFIX_LENGTH,
  type MonitorName,
} from './topology.js';

/** Lines for `ip -batch` inside the fabric namespace: bridges, taps for guests, cables to the monitors. */
export function fabricCommands(): string[] {
  return [
    'link set lo up',
    ...BRIDGES.flatMap((bridge) => [`link add ${bridge} type bridge`, `link set ${bridge} up`]),
    `addr add ${LAB_ADDRESS}/${PREFIX_LENGTH.management} dev management`,
    'link add inter-site-a type veth peer name inter-site-b',
    ...INTER_SITE.flatMap(plugCommands),
    ...GUEST_PORTS.flatMap((port) => [`tuntap add ${port.link} mode tap`, ...plugCommands(port)]),
    ...MONITORS.flatMap((monitor) =>
      netsOf(monitor).flatMap((net) => [
        `link add ${linkName(monitor, net)} type veth peer name ${net} address ${macOf(monitor, net)} \
netns ${monitorNamespace(monitor)}`,
        ...plugCommands(portOf(monitor, net)),
      ]),
    ),
  ];
}

/** Lines for `ip -batch` inside a monitor's own namespace. */
export function monitorCommands(monitor: MonitorName): string[] {
  return [
    'link set lo up',
    ...netsOf(monitor).flatMap((net) => [
      `addr add ${addressOf(monitor, net)}/${PREFIX_LENGTH[net]} dev ${net}`,
      `link set ${net} up`,
    ]),
  ];
}

export function plugCommands(port: Port): string[] {
  const isolated = port.isolated ? [`link set ${port.link} type bridge_slave isolated on`] : [];
  return [`link set ${port.link} master ${port.bridge} up`, ...isolated];
}

/** Leaves the link up and plugged into nothing: frames vanish, no carrier change, no ICMP, no reset. */
export function unplugCommands(port: Port): string[] {
  return [`link set ${port.link} nomaster`];
}

/**
 * Written under /proc/sys/net in every namespace before links exist: no host answers for an address of another
 * interface, nobody forwards, and no IPv6 appears by itself.
 */
export const STRICT_SETTINGS: readonly (readonly [file: string, value: string])[] = [
  ['ipv4/ip_forward', '0'],
  ['ipv4/conf/all/arp_ignore', '1'],
  ['ipv4/conf/all/arp_announce', '2'],
  ['ipv4/conf/all/rp_filter', '1'],
  ['ipv6/conf/all/disable_ipv6', '1'],
  ['ipv6/conf/default/disable_ipv6', '1'],
];
