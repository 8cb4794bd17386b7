import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { theOnly } from '../helm/rendered.js';
import { checkSame } from './same.js';
import { CLUSTER } from './values.js';

/** The fields that charts/twinsite/README.md argues. */
const SPEC = {
  attachRequired: true,
  podInfoOnMount: true,
  fsGroupPolicy: 'ReadWriteOnceWithFSType',
  seLinuxMount: false,
  storageCapacity: false,
  requiresRepublish: false,
  volumeLifecycleModes: ['Persistent'],
};

export async function checkDriverObject(report: Report, chart: Chart): Promise<void> {
  const objects = await chart.render({ values: CLUSTER });
  const driver = theOnly(objects, 'CSIDriver');
  checkSame(report, 'one CSIDriver, of the iSCSI driver', driver.metadata.name, 'iscsi.csi.xsky.com');
  checkSame(report, 'the CSIDriver says what the driver needs and can', driver.spec, SPEC);
  const unlabelled = objects.filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === undefined,
  );
  checkSame(
    report,
    'every object bears the labels of the release',
    unlabelled.map((one) => one.kind),
    [],
  );
  const elsewhere = objects.filter(
    ({ metadata }) => (metadata.namespace ?? 'twinsite-system') !== 'twinsite-system',
  );
  checkSame(
    report,
    'nothing stands in another namespace than the release',
    elsewhere.map((one) => one.kind),
    [],
  );
}
