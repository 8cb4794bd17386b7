import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigProblems } from '@twinsite/domain';
import { readCommandLine, readDriverConfig } from '@twinsite/driver';
import {
  containerOf,
  podsOf,
  templateOf,
  theOnly,
  type Container,
  type RenderedObject,
} from '../helm/rendered.js';

const SECRETS = '/etc/twinsite/arrays';
const FIELDS: Readonly<Record<string, string>> = {
  'spec.nodeName': 'worker-1',
  'status.hostIP': '10.0.0.11',
};

/** What the drivers of these objects make of their flags and files. */
export interface Taken {
  readonly problems: readonly string[];
  readonly arrays: Readonly<Record<string, readonly string[]>>;
  readonly cluster: unknown;
  /** Namespaces whose Secrets AccessPaths may name, by mode. */
  readonly secretNamespaces: Readonly<Record<string, readonly string[]>>;
  /** Which driver each mode serves, and the client group it is given. */
  readonly drivers: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
}

/**
 * `folder`: a scratch directory in which the Secrets of arrays lie as they would be mounted. `name` is what the names of the
 * driver's objects begin with.
 */
export async function driversOf(
  objects: readonly RenderedObject[],
  folder: string,
  name = 'twinsite',
): Promise<Taken> {
  const problems: string[] = [];
  const arrays: Record<string, readonly string[]> = {};
  const secretNamespaces: Record<string, readonly string[]> = {};
  const drivers: Record<string, string> = {};
  const groups: Record<string, string> = {};
  let cluster: unknown;
  for (const mode of ['controller', 'node']) {
    const config = join(folder, `${mode}.yaml`);
    const text = theOnly(objects, 'ConfigMap', `${name}-${mode}`).data?.['driver.yaml'] ?? '';
    await writeFile(config, text.replaceAll(SECRETS, folder));
    const container = driverIn(objects, `${name}-${mode}`);
    const args = argsOf(container).map((one) => (one.startsWith('--config=') ? `--config=${config}` : one));
    const found = new ConfigProblems();
    const read = readDriverConfig(readCommandLine(args, environmentOf(container), found), found);
    problems.push(...found.list.map((one) => JSON.stringify(one)));
    if (!read.ok) continue;
    arrays[mode] = read.value.arrays.map(({ name }) => name);
    const { clusterId, kubernetes, driver, clientGroupName } = read.value;
    drivers[mode] = driver;
    if (clientGroupName !== undefined) groups[mode] = clientGroupName;
    secretNamespaces[mode] = kubernetes?.secretNamespaces ?? [];
    const { namespace, sites, fence, identityRule, vipWords } = kubernetes ?? {};
    cluster = { clusterId, namespace, sites: sites?.hosts.size, fence, identityRule, vipWords };
  }
  return { problems, arrays, cluster, secretNamespaces, drivers, groups };
}

function driverIn(objects: readonly RenderedObject[], name: string): Container {
  const pod = podsOf(objects).find(({ metadata }) => metadata.name.startsWith(name));
  if (pod === undefined) throw new RangeError(`no ${name} was rendered`);
  return containerOf(templateOf(pod), 'driver');
}

/** As the kubelet gives them: `$(POD_IP)` is filled in. */
const argsOf = ({ args }: Container): readonly string[] =>
  args.map((one) => one.replace('$(POD_IP)', '10.1.2.3'));

function environmentOf({ env = [] }: Container): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }) => {
      const field = (valueFrom as { readonly fieldRef?: { readonly fieldPath: string } } | undefined)
        ?.fieldRef;
      return [name, value ?? FIELDS[field?.fieldPath ?? '']];
    }),
  );
}
