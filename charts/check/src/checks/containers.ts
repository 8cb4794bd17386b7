import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { podsOf, templateOf, type Container } from '../helm/rendered.js';
import { checkNone, checkSame } from './same.js';
import { CLUSTER, EVERYTHING } from './values.js';

const SIDECARS = 'registry.k8s.io/sig-storage';
const IMAGES = [
  'docker.io/twinsite/driver:0.1.0',
  `${SIDECARS}/csi-attacher:v4.13.0`,
  `${SIDECARS}/csi-node-driver-registrar:v2.17.0`,
  `${SIDECARS}/csi-provisioner:v6.3.0`,
  `${SIDECARS}/csi-resizer:v2.3.0`,
  `${SIDECARS}/csi-snapshotter:v8.7.0`,
  `${SIDECARS}/livenessprobe:v2.19.0`,
];

interface Placed {
  readonly where: string;
  readonly isNodeDriver: boolean;
  readonly container: Container;
}

export async function checkContainers(report: Report, chart: Chart): Promise<void> {
  const plain = placed(await chart.render({ values: CLUSTER }));
  const images = [...new Set(plain.map(({ container }) => container.image))].sort();
  checkSame(report, 'every image is pinned to the stated version', images, IMAGES);
  const all = [...plain, ...placed(await chart.render({ values: EVERYTHING }))];
  const claim = (what: string, holds: (one: Placed) => boolean): void =>
    checkNone(
      report,
      `every container ${what}`,
      all.filter((one) => !holds(one)).map(({ where }) => where),
      { of: all.length },
    );
  claim('asks for CPU and memory', ({ container: { resources } }) =>
    ['cpu', 'memory'].every((what) => resources.requests?.[what] !== undefined),
  );
  claim(
    'has a memory limit, but for the node’s driver, below which fsck runs',
    ({ container: { resources }, isNodeDriver }) =>
      (resources.limits?.['memory'] === undefined) === isNodeDriver,
  );
  claim(
    'has a read-only root',
    ({ container: { securityContext } }) => securityContext['readOnlyRootFilesystem'] === true,
  );
  claim(
    'is without privileges, but for the node’s driver',
    ({ container: { securityContext }, isNodeDriver }) =>
      isNodeDriver
        ? securityContext['privileged'] === true
        : securityContext['allowPrivilegeEscalation'] === false &&
          JSON.stringify(securityContext['capabilities']) === '{"drop":["ALL"]}',
  );
  claim(
    'is pulled only when it is not there',
    ({ container }) => container.imagePullPolicy === 'IfNotPresent',
  );
}

const placed = (objects: Parameters<typeof podsOf>[0]): readonly Placed[] =>
  podsOf(objects).flatMap((pod) =>
    templateOf(pod).spec.containers.map((container) => ({
      where: `${pod.metadata.name}/${container.name}`,
      isNodeDriver: pod.kind === 'DaemonSet' && container.name === 'driver',
      container,
    })),
  );
