import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { podsOf, templateOf } from '../helm/rendered.js';
import { checkNone, checkSame } from './same.js';
import { EVERYTHING } from './values.js';

/** What a process list or `kubectl describe pod` would show. */
export async function checkSecrecy(report: Report, chart: Chart): Promise<void> {
  const objects = await chart.render({ values: EVERYTHING });
  const pods = podsOf(objects);
  const containers = pods.flatMap((pod) => templateOf(pod).spec.containers);
  const fromSecrets = containers.filter(({ env = [] }) =>
    env.some(({ valueFrom }) => JSON.stringify(valueFrom ?? {}).includes('secretKeyRef')),
  );
  checkNone(
    report,
    'no container has a Secret in its environment',
    fromSecrets.map(({ name }) => name),
    { of: containers.length },
  );
  const telling = containers.filter(({ args }) => args.some((one) => /password|token|user=/i.test(one)));
  checkNone(
    report,
    'no container has a credential among its arguments',
    telling.map(({ name }) => name),
    { of: containers.length },
  );
  const mounted = pods.map((pod) =>
    templateOf(pod).spec.volumes.flatMap(({ secret }) => (secret === undefined ? [] : [secret.secretName])),
  );
  checkSame(report, 'Secrets of arrays are files of the controller alone', mounted, [
    [],
    [],
    [],
    ['array-1-user', 'array-2-token'],
  ]);
  const kinds = objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
  checkSame(report, 'the chart makes no Secret', kinds, []);
}
