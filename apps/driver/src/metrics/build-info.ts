import { Gauge, type Registry } from 'prom-client';

/** Constant 1; the labels say what runs. */
export function buildInfo(
  registry: Registry,
  labels: { readonly version: string; readonly mode: string },
): void {
  const info = new Gauge({
    name: 'twinsite_build_info',
    help: 'Version and mode of this driver',
    labelNames: ['version', 'mode', 'node'] as const,
    registers: [registry],
  });
  info.set({ ...labels, node: process.version }, 1);
}
