import type { Report } from '@twinsite/lab';
import { containerOf, type PodTemplate } from '../helm/rendered.js';
import { checkSame } from './same.js';

/** Liveness is the process alone; readiness is CSI's Probe, which the livenessprobe sidecar asks (docs/adr/0015). */
export function checkProbes(report: Report, template: PodTemplate, where: string): void {
  const driver = containerOf(template, 'driver');
  const portIn = (flag: string, args: readonly string[]): number =>
    Number(args.find((one) => one.startsWith(flag))?.replace(/^.*:/, ''));
  const alive = driver.livenessProbe?.httpGet;
  const ready = driver.readinessProbe?.httpGet;
  checkSame(
    report,
    `${where}: alive while the process answers`,
    [alive?.path, alive?.port],
    ['/healthz', portIn('--metrics=', driver.args)],
  );
  const sidecar = containerOf(template, 'liveness-probe').args;
  checkSame(
    report,
    `${where}: ready while Probe says so`,
    [ready?.path, ready?.port],
    ['/healthz', portIn('--http-endpoint=', sidecar)],
  );
  const probed = template.spec.containers.filter(({ livenessProbe }) => livenessProbe !== undefined);
  checkSame(
    report,
    `${where}: no sidecar is restarted while it waits for the driver`,
    probed.map(({ name }) => name),
    ['driver'],
  );
}
