import type { Report } from '@twinsite/lab';
import { NAMESPACE, type Chart } from '../helm/chart.js';
import { containerOf, templateOf, theOnly, type PodTemplate, type RenderedObject } from '../helm/rendered.js';
import { checkProbes } from './probes.js';
import { checkNone, checkSame } from './same.js';
import { CLUSTER } from './values.js';

const SIDECARS = ['csi-provisioner', 'csi-attacher', 'csi-resizer', 'csi-snapshotter'];

interface Term {
  readonly topologyKey: string;
  readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
}

interface AntiAffinity {
  readonly podAntiAffinity: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Term[];
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly podAffinityTerm: Term }[];
  };
}

export async function checkController(report: Report, chart: Chart): Promise<void> {
  const objects = await chart.render({ values: CLUSTER });
  const deployment = theOnly(objects, 'Deployment');
  const template = templateOf(deployment);
  const { spec } = template;
  checkSame(report, 'two controllers', deployment.spec?.['replicas'], 2);
  checkSame(report, 'a new one never waits for a third host', deployment.spec?.['strategy'], {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
  });
  checkApart(report, template);
  checkBudget(report, objects, template);
  checkSame(report, 'it is critical to the cluster', spec['priorityClassName'], 'system-cluster-critical');
  checkSame(report, 'it runs as nobody', spec['securityContext'], {
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    fsGroup: 65532,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  checkProbes(report, template, 'controller');
  const flags = [
    '--leader-election',
    `--leader-election-namespace=${NAMESPACE}`,
    '--csi-address=/csi/csi.sock',
  ];
  const lacking = SIDECARS.filter((name) =>
    flags.some((flag) => !containerOf(template, name).args.includes(flag)),
  );
  checkNone(report, 'every sidecar elects its leader in the namespace of the release', lacking, {
    of: SIDECARS.length,
  });
  const attacher = containerOf(template, 'csi-attacher').args;
  const patient = attacher.includes('--timeout=90s') && attacher.includes('--worker-threads=100');
  report.check(
    'the attacher waits longer than a fence, for many volumes at once',
    patient,
    attacher.join(' '),
  );
}

function checkBudget(report: Report, objects: readonly RenderedObject[], template: PodTemplate): void {
  const budget = theOnly(objects, 'PodDisruptionBudget').spec;
  checkSame(report, 'a drain takes one controller at a time', budget?.['maxUnavailable'], 1);
  const { matchLabels } = budget?.['selector'] as Term['labelSelector'];
  checkSame(report, 'the disruption budget is that of the controller', matches(template, matchLabels), true);
}

function checkApart(report: Report, template: PodTemplate): void {
  const { podAntiAffinity } = template.spec.affinity as AntiAffinity;
  const required = podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const preferred = podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const terms = [...required, ...preferred.map((one) => one.podAffinityTerm)];
  checkSame(
    report,
    'two controllers never share a host, and a zone only when they must',
    [required, preferred].map((part) => part.length).concat(terms.length),
    [1, 1, 2],
  );
  checkSame(
    report,
    'apart by host, then by zone',
    terms.map((one) => one.topologyKey),
    ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  );
  const itself = terms.every(({ labelSelector }) => matches(template, labelSelector.matchLabels));
  checkSame(report, 'what they keep away from is each other', itself, true);
}

const matches = ({ metadata }: PodTemplate, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, value]) => metadata.labels[key] === value);
