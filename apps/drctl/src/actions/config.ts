import type { Output } from '../commands/options.js';
import type { DrctlConfig } from '../config/drctl-config.js';
import { readDrctlConfig } from '../config/read-config.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { hookData } from '../render/hook-data.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { Workbench } from '../workbench.js';
import { openKeys } from './keys.js';
import { stopForConfig } from './stop.js';
import { openStore } from './store.js';

export interface ConfigOptions {
  readonly config: string;
  readonly output: Output;
}

/** `drctl config check`: everything that can be told wrong without asking a cluster. */
export async function runConfigCheck(bench: Workbench, { config: path }: ConfigOptions): Promise<ExitCode> {
  const config = readDrctlConfig(path, bench.env);
  if (!config.ok) return stopForConfig(bench.terminal, config.problem);
  const keys = await openKeys(config.value.keys);
  const store = config.value.store === undefined ? undefined : await openStore(config.value.store);
  const contexts = await Promise.all(config.value.clusters.map((cluster) => bench.openCluster(cluster)));
  for (const one of contexts) if (one.ok) await one.value.close();
  const problems = [keys, ...(store === undefined ? [] : [store]), ...contexts].flatMap((one) =>
    one.ok ? [] : [one.problem],
  );
  if (problems.length > 0) return stopForConfig(bench.terminal, problems);
  const { clusters, groups, arrays } = config.value;
  bench.terminal.out(
    `${path} is sound: ${clusters.length} clusters, ${groups.length} groups, ${arrays.length} arrays`,
  );
  return EXIT.ok;
}

/** As it was understood, with defaults. Keys and credentials stand in files, whose names alone are told. */
export function configData({ clusters, groups, arrays, store, keys, state }: DrctlConfig): object {
  return {
    clusters,
    arrays: arrays.map(({ name }) => ({ name })),
    groups: groups.map((group) => ({
      ...group,
      namespaceMapping: Object.fromEntries(group.namespaceMapping),
      storageClassMapping: Object.fromEntries(group.storageClassMapping),
      hooks: group.hooks.map(hookData),
    })),
    store,
    keys,
    state,
  };
}

/** `drctl config view`. */
export function runConfigView(bench: Workbench, { config: path, output }: ConfigOptions): ExitCode {
  const config = readDrctlConfig(path, bench.env);
  if (!config.ok) return stopForConfig(bench.terminal, config.problem);
  print(bench.terminal, output, {
    table: () => table(config.value),
    names: () => config.value.groups.map(({ name }) => name),
    data: configData(config.value),
  });
  return EXIT.ok;
}

function table({ clusters, groups, store, state }: DrctlConfig): string {
  return [
    columns(
      ['CLUSTER', 'SITE', 'KUBECONFIG', 'CONTEXT'],
      clusters.map(({ id, site, kubeconfig, context }) => [id, site, kubeconfig, context ?? '(current)']),
    ),
    columns(
      ['GROUP', 'NAMESPACES', 'SELECTOR'],
      groups.map(({ name, namespaces, labelSelector, pods }) => [
        name,
        namespaces.join(','),
        labelSelector ?? (pods.length === 0 ? '(all)' : pods.join(',')),
      ]),
    ),
    columns(['STORE', 'STATE'], [[store === undefined ? '(none)' : store.kind, state]]),
  ].join('\n\n');
}
