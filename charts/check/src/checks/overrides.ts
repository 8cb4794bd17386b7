import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import {
  containerOf,
  podsOf,
  templateOf,
  theOnly,
  type PodTemplate,
  type RenderedObject,
} from '../helm/rendered.js';
import { checkNone, checkSame } from './same.js';
import { CLUSTER } from './values.js';

const API = { name: 'KUBERNETES_SERVICE_HOST', value: '10.9.9.9' };
const DIGEST = `sha256:${'0'.repeat(64)}`;
const SMALL = { requests: { cpu: '1m', memory: '1Mi' } };

/** What somebody with another registry, an odd network or a small cluster has to set. */
const OTHER = {
  ...CLUSTER,
  image: { repository: 'registry.local/driver', tag: 'v9', pullPolicy: 'Never' },
  imagePullSecrets: [{ name: 'pull' }],
  controller: {
    replicas: 1,
    spread: { hosts: 'off', zones: 'off' },
    hostNetwork: true,
    extraEnv: [API],
    resources: SMALL,
    tolerations: [],
  },
  node: { extraEnv: [API], resources: SMALL, updateStrategy: 'OnDelete' },
  sidecars: {
    provisioner: {
      image: { repository: 'registry.local/p', digest: DIGEST, pullPolicy: 'Never' },
      command: ['/sbin/p'],
      extraArgs: ['--timeout=9s'],
    },
  },
};

export async function checkOverrides(report: Report, chart: Chart): Promise<void> {
  const objects = await chart.render({ values: OTHER, release: 'other', namespace: 'elsewhere' });
  const deployment = theOnly(objects, 'Deployment');
  const template = templateOf(deployment);
  const { spec } = template;
  checkImages(report, template);
  checkSame(
    report,
    'one controller on the host’s network, anywhere',
    [
      deployment.spec?.['replicas'],
      spec['hostNetwork'],
      spec['dnsPolicy'],
      spec.affinity,
      spec['tolerations'],
    ],
    [1, true, 'ClusterFirstWithHostNet', undefined, []],
  );
  checkSame(report, 'resources of the driver', containerOf(template, 'driver').resources, {
    ...SMALL,
    limits: { memory: '512Mi' },
  });
  checkEveryContainer(report, objects);
  checkSame(
    report,
    'names and places follow the release',
    placeOf(deployment.metadata),
    'elsewhere/other-twinsite-controller',
  );
  const daemons = theOnly(objects, 'DaemonSet').spec;
  checkSame(report, 'nodes are replaced by hand', daemons?.['updateStrategy'], { type: 'OnDelete' });
}

function checkImages(report: Report, template: PodTemplate): void {
  const driver = containerOf(template, 'driver');
  checkSame(
    report,
    'the driver’s image',
    [driver.image, driver.imagePullPolicy],
    ['registry.local/driver:v9', 'Never'],
  );
  const { image, command, args, imagePullPolicy } = containerOf(template, 'csi-provisioner');
  checkSame(
    report,
    'a sidecar’s image by digest, its command, and a flag of one’s own last',
    [image, imagePullPolicy, command, args.at(-1)],
    [`registry.local/p@${DIGEST}`, 'Never', ['/sbin/p'], '--timeout=9s'],
  );
}

function checkEveryContainer(report: Report, objects: readonly RenderedObject[]): void {
  const pods = podsOf(objects).map(templateOf);
  const containers = pods.flatMap((pod) => pod.spec.containers);
  const deaf = containers.filter(({ env = [] }) => !env.some(({ name }) => name === API.name));
  checkNone(
    report,
    'every container gets the environment',
    deaf.map(({ name }) => name),
    { of: containers.length },
  );
  const pull = pods.map((pod) => pod.spec['imagePullSecrets']);
  checkSame(report, 'pull Secrets of both', pull, [[{ name: 'pull' }], [{ name: 'pull' }]]);
}

const placeOf = ({ namespace = '', name }: { readonly namespace?: string; readonly name: string }): string =>
  `${namespace}/${name}`;
