import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { allOf, theOnly } from '../helm/rendered.js';
import { checkSame } from './same.js';
import { CLUSTER, EVERYTHING } from './values.js';

const OPTIONAL = [
  'NetworkPolicy',
  'Service',
  'Service',
  'ServiceMonitor',
  'ServiceMonitor',
  'StorageClass',
  'VolumeSnapshotClass',
];
const POLICY = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

export async function checkOptionalObjects(report: Report, chart: Chart): Promise<void> {
  const kinds = async (values: object, kubernetes = '1.36.3'): Promise<readonly string[]> =>
    (await chart.render({ values: { ...values }, kubernetes })).map(({ kind }) => kind).sort();
  const of = (some: readonly string[], wanted: readonly string[]): readonly string[] =>
    some.filter((kind) => wanted.includes(kind));
  checkSame(report, 'what is optional is off', of(await kinds(CLUSTER), OPTIONAL), []);
  checkSame(report, 'and all of it can be had', of(await kinds(EVERYTHING), OPTIONAL), OPTIONAL);
  checkSame(report, 'nodes are held to their own NodePaths', of(await kinds(CLUSTER), POLICY), POLICY);
  checkSame(report, 'which Kubernetes 1.29 cannot do', of(await kinds(CLUSTER, '1.29.0'), POLICY), []);
  const old = await chart.attempt({ values: CLUSTER, kubernetes: '1.28.0' });
  const refused = old.code !== 0 && old.stderr.includes('requires kubeVersion: >=1.29.0-0');
  report.check('Kubernetes 1.28 is refused', refused, old.stderr.split('\n')[0] ?? '');
  await checkEdges(report, chart);
}

async function checkEdges(report: Report, chart: Chart): Promise<void> {
  const objects = await chart.render({ values: EVERYTHING });
  const policy = theOnly(objects, 'NetworkPolicy').spec as {
    readonly ingress: readonly { readonly from?: unknown }[];
    readonly egress: readonly { readonly to?: unknown; readonly ports: readonly { port: number }[] }[];
  };
  const [, api, managers] = policy.egress;
  checkSame(
    report,
    'the controller reaches the API server and the managers',
    [api, managers],
    [
      { ports: [{ port: 443 }, { port: 6443 }], to: [{ ipBlock: { cidr: '10.96.0.1/32' } }] },
      { ports: [{ port: 8056 }], to: [{ ipBlock: { cidr: '10.0.0.0/24' } }] },
    ],
  );
  checkSame(report, 'and is reached for its metrics by whom one says', policy.ingress[0]?.from, [
    { namespaceSelector: { matchLabels: { team: 'monitoring' } } },
  ]);
  const monitored = allOf(objects, 'ServiceMonitor').map(({ metadata }) => metadata.labels?.['release']);
  checkSame(report, 'monitors bear the labels that Prometheus looks for', monitored, [
    'prometheus',
    'prometheus',
  ]);
  const without = await chart.render({ values: { ...CLUSTER, podDisruptionBudget: { enabled: false } } });
  const budgets = without.filter(({ kind }) => kind === 'PodDisruptionBudget');
  checkSame(report, 'the disruption budget can be left out', budgets, []);
}
