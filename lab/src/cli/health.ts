import { monitorHealth } from '../quorum/monitor-health.js';

/** The quorum lines of `status`; runs inside the fabric, where the monitors can be asked. */
export async function printHealth(stop: AbortSignal): Promise<number> {
  try {
    const health = await monitorHealth(stop);
    const monitors = health.monitors.map(
      (one) => `${one.name} ${one.leader ? 'leads' : one.inQuorum ? 'in' : 'OUT'}`,
    );
    const gateways = health.gateways.map((one) => `${one.name} ${one.alive ? 'has its lease' : 'FENCED'}`);
    process.stdout.write(`quorum: ${monitors.join(', ')}\ngateways: ${gateways.join(', ')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}
