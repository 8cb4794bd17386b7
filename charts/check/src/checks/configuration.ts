import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigProblems } from '@twinsite/domain';
import { readCommandLine, readDriverConfig } from '@twinsite/driver';
import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { containerOf, podsOf, templateOf, theOnly, type RenderedObject } from '../helm/rendered.js';
import { checkSame } from './same.js';
import { ARRAY_BY_PASSWORD, ARRAY_BY_TOKEN, CLUSTER, EVERYTHING } from './values.js';

const SECRETS = '/etc/twinsite/arrays';
const FILES = ['0/user', '0/password', '0/ca.crt', '1/token'];
const ENVIRONMENT = { TWINSITE_NODE_NAME: 'worker-1' };

/** The rendered flags and files are read by the driver's own code. */
export async function checkConfiguration(report: Report, chart: Chart): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twinsite-chart-'));
  try {
    for (const file of FILES) {
      await mkdir(join(folder, file, '..'), { recursive: true });
      await writeFile(join(folder, file), 'x\n');
    }
    const least = await driversOf(await chart.render({ values: CLUSTER }), folder);
    checkSame(report, 'the driver takes the least configuration', least.problems, []);
    const most = await driversOf(await chart.render({ values: EVERYTHING }), folder);
    checkSame(report, 'the driver takes the fullest configuration', most.problems, []);
    const arrays = [ARRAY_BY_PASSWORD.name, ARRAY_BY_TOKEN.name];
    checkSame(report, 'arrays reach the controller, and it alone', most.arrays, {
      controller: arrays,
      node: [],
    });
    const wanted = { clusterId: 'site-one', namespace: 'twinsite-system', sites: 3 };
    checkSame(report, 'cluster id, namespace and sites reach the driver', most.cluster, wanted);
  } finally {
    await rm(folder, { recursive: true });
  }
  const [before, after] = [await checksums(chart, CLUSTER), await checksums(chart, EVERYTHING)];
  const changed = before.every((sum) => !after.includes(sum));
  report.check(
    'a change of the configuration replaces the pods',
    changed,
    `${before.join()} ${after.join()}`,
  );
}

interface Taken {
  readonly problems: readonly string[];
  readonly arrays: Readonly<Record<string, readonly string[]>>;
  readonly cluster: unknown;
}

async function driversOf(objects: readonly RenderedObject[], folder: string): Promise<Taken> {
  const problems: string[] = [];
  const arrays: Record<string, readonly string[]> = {};
  let cluster: unknown;
  for (const mode of ['controller', 'node']) {
    const config = join(folder, `${mode}.yaml`);
    const text = theOnly(objects, 'ConfigMap', `twinsite-${mode}`).data?.['driver.yaml'] ?? '';
    await writeFile(config, text.replaceAll(SECRETS, folder));
    const args = argsOf(objects, mode).map((one) =>
      one.startsWith('--config=') ? `--config=${config}` : one,
    );
    const found = new ConfigProblems();
    const read = readDriverConfig(readCommandLine(args, ENVIRONMENT, found), found);
    problems.push(...found.list.map((one) => JSON.stringify(one)));
    if (!read.ok) continue;
    arrays[mode] = read.value.arrays.map(({ name }) => name);
    const { clusterId, kubernetes } = read.value;
    cluster = { clusterId, namespace: kubernetes?.namespace, sites: kubernetes?.sites.hosts.size };
  }
  return { problems, arrays, cluster };
}

/** As the kubelet gives them: `$(POD_IP)` is filled in. */
function argsOf(objects: readonly RenderedObject[], mode: string): readonly string[] {
  const kind = mode === 'controller' ? 'Deployment' : 'DaemonSet';
  const [pod] = podsOf(objects).filter((one) => one.kind === kind);
  if (pod === undefined) throw new RangeError(`no ${kind} was rendered`);
  const { args } = containerOf(templateOf(pod), 'driver');
  return args.map((one) => one.replace('$(POD_IP)', '10.1.2.3'));
}

async function checksums(
  chart: Chart,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const pods = podsOf(await chart.render({ values }));
  return pods.map((pod) => templateOf(pod).metadata.annotations['checksum/config'] ?? '');
}
