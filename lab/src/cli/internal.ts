import type { FileGatewayName, GuestName, MonitorName } from '../network/topology.js';
import { runMonitor, type MonitorOrder } from '../quorum/monitor-daemon.js';
import { runContractCase } from '../scenarios/contracts/inside-node.js';
import { runNfsContractCase } from '../scenarios/contracts/inside-nfs-node.js';
import { printHealth } from './health.js';
import { runInside, type InsideOrder } from './inside.js';
import type { Program } from './program.js';
import { shellInside } from './shell.js';
import { stopSignal } from './stop-signal.js';

type Internal = (one: string, two: string, program: Program) => Promise<number>;

const INTERNAL: Readonly<Record<string, Internal>> = {
  'internal-inside': async (order, _, program) => {
    await runInside(JSON.parse(order) as InsideOrder, program, stopSignal());
    return 0;
  },
  'internal-monitor': async (name, order) => {
    await runMonitor(name as MonitorName, JSON.parse(order) as MonitorOrder, stopSignal());
    return 0;
  },
  'internal-contract-case': (file) => runContractCase(file),
  'internal-nfs-contract-case': (file) => runNfsContractCase(file),
  'internal-health': () => printHealth(stopSignal()),
  'internal-shell': (guest) => shellInside(guest as GuestName | FileGatewayName),
};

/** The ways in which the lab starts itself again inside its namespaces. Undefined for a person's command. */
export async function runInternal(words: readonly string[], program: Program): Promise<number | undefined> {
  const [verb = '', one = '', two = ''] = words;
  return INTERNAL[verb]?.(one, two, program);
}
