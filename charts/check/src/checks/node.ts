import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { containerOf, templateOf, theOnly, type PodSpec, type PodTemplate } from '../helm/rendered.js';
import { checkProbes } from './probes.js';
import { checkSame } from './same.js';
import { CLUSTER } from './values.js';

const FROM_FIELD = (fieldPath: string): unknown => ({ fieldRef: { fieldPath } });

export async function checkNode(report: Report, chart: Chart): Promise<void> {
  const values = {
    ...CLUSTER,
    kubeletDirectory: '/data/kubelet',
    node: { stateDirectory: '/data/twinsite' },
  };
  const daemons = theOnly(await chart.render({ values }), 'DaemonSet');
  const template = templateOf(daemons);
  const { spec } = template;
  checkSame(
    report,
    'node plugins see process 1 and the host’s network',
    [spec['hostPID'], spec['hostNetwork']],
    [true, true],
  );
  checkSame(report, 'they run whatever befalls the node', spec['tolerations'], [{ operator: 'Exists' }]);
  checkSame(report, 'they are critical to the node', spec['priorityClassName'], 'system-node-critical');
  checkSame(report, 'they are replaced node by node', daemons.spec?.['updateStrategy'], {
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 1 },
  });
  checkMounts(report, spec);
  checkDriver(report, template);
  checkProbes(report, template, 'node');
}

function checkMounts(report: Report, spec: PodSpec): void {
  const mounted = spec.volumes
    .flatMap(({ hostPath }) => (hostPath === undefined ? [] : [hostPath.path]))
    .sort();
  checkSame(report, 'of the host only sockets and the journal are mounted', mounted, [
    '/data/kubelet/plugins/iscsi.csi.xsky.com',
    '/data/kubelet/plugins_registry',
    '/data/twinsite',
  ]);
  const propagating = spec.containers.flatMap(({ volumeMounts }) =>
    volumeMounts.filter(({ mountPropagation }) => mountPropagation !== undefined),
  );
  checkSame(report, 'so no mount of a volume is ever seen in the pod', propagating, []);
}

function checkDriver(report: Report, template: PodTemplate): void {
  const driver = containerOf(template, 'driver');
  const name = driver.env?.find((one) => one.name === 'TWINSITE_NODE_NAME');
  checkSame(report, 'the node’s name is the cluster’s', name?.valueFrom, FROM_FIELD('spec.nodeName'));
  const state = driver.volumeMounts.find((one) => one.name === 'state');
  checkSame(
    report,
    'the journal is at its own path of the host',
    [state?.mountPath, driver.args.includes('--state-dir=/data/twinsite')],
    ['/data/twinsite', true],
  );
  checkSame(
    report,
    'the kubelet is told the socket’s path on the host',
    containerOf(template, 'csi-node-driver-registrar').args[1],
    '--kubelet-registration-path=/data/kubelet/plugins/iscsi.csi.xsky.com/csi.sock',
  );
  checkSame(
    report,
    'nothing of a node is served to others unless metrics are on',
    [driver.livenessProbe?.httpGet.host, driver.readinessProbe?.httpGet.host],
    ['127.0.0.1', '127.0.0.1'],
  );
}
