import type { LabProcesses } from '../host/lab-processes.js';
import type { LabProfile } from '../lab-profile.js';
import { enter } from '../network/namespaces.js';
import { MONITORS, monitorNamespace } from '../network/topology.js';
import { gatewaysOf } from '../network/storage.js';
import { monitorHealth, NoMajority } from './monitor-health.js';

/** Starts the three monitors, each in a namespace of its own, and waits for their first leader. */
export async function startMonitors(
  processes: LabProcesses,
  parts: { readonly program: string; readonly profile: LabProfile },
  signal: AbortSignal,
): Promise<void> {
  const { voteLeaseMs, voteEveryMs, gatewayLeaseMs } = parts.profile;
  const gateways = gatewaysOf(parts.profile.storage);
  const order = JSON.stringify({ voteLeaseMs, voteEveryMs, gatewayLeaseMs, gateways });
  for (const name of MONITORS) {
    const argv = [process.execPath, parts.program, 'internal-monitor', name, order];
    await processes.start(name, [...enter(monitorNamespace(name)), ...argv]);
  }
  for (let tries = 0; tries < 10; tries++) {
    try {
      await monitorHealth(signal);
      return;
    } catch (error) {
      if (!(error instanceof NoMajority)) throw error;
    }
  }
  throw new Error('the monitors have not agreed on a leader within 20 s: see their logs');
}
