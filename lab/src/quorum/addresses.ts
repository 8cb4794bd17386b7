import { addressOf, MONITORS, type MonitorName, type Net } from '../network/topology.js';

export const MONITOR_PORT = 3300;

/** The network over which one monitor asks another: the sites' own between a and b, the arbiter's to it. */
export function netBetween(one: MonitorName, other: MonitorName): Net {
  return one === 'mon-arb' || other === 'mon-arb' ? 'arbiter' : 'data';
}

export function peersOf(name: MonitorName): ReadonlyMap<MonitorName, string> {
  const others = MONITORS.filter((other) => other !== name);
  return new Map(others.map((other) => [other, addressOf(other, netBetween(name, other))]));
}

/** Whom a gateway asks for its lease: the two that can lead, over the data network. */
export function gatewayMonitors(): string[] {
  return (['mon-a', 'mon-b'] as const).map((name) => `${addressOf(name, 'data')}:${MONITOR_PORT}`);
}
