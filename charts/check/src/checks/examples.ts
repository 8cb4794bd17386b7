import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import { parseAllDocuments } from 'yaml';
import type { Chart } from '../helm/chart.js';
import type { RenderedObject } from '../helm/rendered.js';
import { checkSame } from './same.js';

const OBJECTS = [
  'AccessPath my-ap',
  'PersistentVolumeClaim csi-nfs-pvc',
  'PersistentVolumeClaim my-pvc',
  'PersistentVolumeClaim my-restored-pvc',
  'Pod csi-nfs-demopod',
  'Pod my-pod',
  'Secret csi-nfs-secret',
  'Secret test-secret',
  'StorageClass csi-nfs-node-sc',
  'StorageClass csi-nfs-sc',
  'StorageClass my-sc',
  'VolumeSnapshot my-snapshot',
  'VolumeSnapshotClass csi-xsky-snapclass',
];

/** That the API server takes them is shown on a real one (e2e). */
export async function checkExamples(report: Report, chart: Chart): Promise<void> {
  const folder = join(chart.directory, 'examples');
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  const documents = texts.flatMap((text) => parseAllDocuments(text));
  const wrong = documents.flatMap(({ errors }) => errors.map(({ message }) => message));
  checkSame(report, 'the examples are YAML', wrong, []);
  const objects = documents.map((one) => one.toJS() as RenderedObject);
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
  checkSame(report, 'the examples are the article’s objects', names, OBJECTS);
}
