import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigProblems } from '@twinsite/domain';
import { readCommandLine, readDriverConfig } from '@twinsite/driver';
import { containerOf, podsOf, templateOf, theOnly, type RenderedObject } from '../helm/rendered.js';

const SECRETS = '/etc/twinsite/arrays';
const ENVIRONMENT = { TWINSITE_NODE_NAME: 'worker-1' };

/** What the drivers of these objects make of their flags and files. */
export interface Taken {
  readonly problems: readonly string[];
  readonly arrays: Readonly<Record<string, readonly string[]>>;
  readonly cluster: unknown;
  /** Namespaces whose Secrets AccessPaths may name, by mode. */
  readonly secretNamespaces: Readonly<Record<string, readonly string[]>>;
}

/** `folder`: a scratch directory in which the Secrets of arrays lie as they would be mounted. */
export async function driversOf(objects: readonly RenderedObject[], folder: string): Promise<Taken> {
  const problems: string[] = [];
  const arrays: Record<string, readonly string[]> = {};
  const secretNamespaces: Record<string, readonly string[]> = {};
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
    secretNamespaces[mode] = kubernetes?.secretNamespaces ?? [];
    const { namespace, sites, fence, identityRule, vipWords } = kubernetes ?? {};
    cluster = { clusterId, namespace, sites: sites?.hosts.size, fence, identityRule, vipWords };
  }
  return { problems, arrays, cluster, secretNamespaces };
}

/** As the kubelet gives them: `$(POD_IP)` is filled in. */
function argsOf(objects: readonly RenderedObject[], mode: string): readonly string[] {
  const kind = mode === 'controller' ? 'Deployment' : 'DaemonSet';
  const [pod] = podsOf(objects).filter((one) => one.kind === kind);
  if (pod === undefined) throw new RangeError(`no ${kind} was rendered`);
  const { args } = containerOf(templateOf(pod), 'driver');
  return args.map((one) => one.replace('$(POD_IP)', '10.1.2.3'));
}
