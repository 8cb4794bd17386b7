import { join } from 'node:path';
import { createCsiClient } from '@twinsite/csi-adapter';
import { DEFAULT_IDENTITY_RULE, siteMapOf } from '@twinsite/domain';
import { compose, startBackground, TOKENS, type DriverConfig } from '@twinsite/driver';
import { resources, type ElectionTimings, type KubeObject } from '@twinsite/k8s-dr-adapter';
import { FakeApiServer, fixedAccess } from '@twinsite/k8s-dr-adapter/testing';
import type { Logger } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { quiet, type ServedDriver } from '../../src/world/drivers.js';
import type { TwoSiteWorld } from '../../src/world/two-site-world.js';

export const NAMESPACE = 'storage';
export const SECRET = { namespace: 'default', name: 'sds-secret' };

/** Shorter than a test may take; a Lease is counted in whole seconds. */
const ELECTION: ElectionTimings = { leaseMs: 2000, renewMs: 1000, retryMs: 100 };

/** An API server that ends with the test. */
export async function aCluster(): Promise<FakeApiServer> {
  const api = await FakeApiServer.start();
  onTestFinished(() => api.down());
  return api;
}

export function putSecret(api: FakeApiServer, password: string, user = 'admin'): void {
  const text = (value: string): string => Buffer.from(value).toString('base64');
  const data = { user: text(user), password: text(password) };
  const object = { metadata: SECRET, data };
  const isThere = api.objects(resources.secrets).length > 0;
  if (isThere) api.edit(resources.secrets, object);
  else api.add(resources.secrets, object);
}

/** As the article's step 3, with this world's managers and gateways. */
export function applyAccessPath(
  api: FakeApiServer,
  world: TwoSiteWorld,
  {
    name = 'stretched',
    namespace = 'default',
    path = 'ap-k8s',
    gateway = 'gw-a,gw-b',
    servers = world.simulator.xmsServers(),
  } = {},
): void {
  const spec = {
    name: path,
    type: 'Kubernetes',
    cluster_info: {
      xmsServers: servers,
      secret_name: SECRET.name,
      secret_namespace: SECRET.namespace,
    },
    gateway,
    vip_group: { preempt: false, vips: [] },
  };
  api.add(resources.accessPaths, { metadata: { namespace, name }, spec });
}

export function conditionOf(api: FakeApiServer, type: string, name = 'stretched'): unknown {
  const object = api.objects(resources.accessPaths).find(({ metadata }) => metadata.name === name);
  const status = object?.['status'] as
    | { readonly conditions?: readonly Record<string, unknown>[] }
    | undefined;
  return status?.conditions?.find((condition) => condition['type'] === type)?.['status'];
}

export const untilReady = (api: FakeApiServer, name = 'stretched'): Promise<void> =>
  expect.poll(() => conditionOf(api, 'Ready', name), { timeout: 15_000 }).toBe('True');

/** As `kubectl edit` of the one AccessPath does. */
export function editGateways(api: FakeApiServer, gateway: string): void {
  const [object] = api.objects(resources.accessPaths);
  if (object === undefined) throw new Error('no AccessPath');
  api.edit(resources.accessPaths, { ...object, spec: { ...(object['spec'] as object), gateway } });
}

export const namesOf = (objects: readonly KubeObject[]): readonly string[] =>
  objects.map(({ metadata }) => metadata.name);

export interface ClusterDriver extends ServedDriver {
  readonly isLeader: () => Promise<boolean>;
  readonly metrics: () => Promise<string>;
}

interface Choices {
  readonly name?: string;
  readonly log?: Logger;
  /** Where this driver reaches the API server; default: at its own address. */
  readonly url?: string;
}

/** A controller that knows of arrays what the cluster says. */
export function aClusterController(
  world: TwoSiteWorld,
  api: FakeApiServer,
  { name = 'controller', ...choices }: Choices = {},
): Promise<ClusterDriver> {
  return aDriver({ ...clusterConfig(world, name), mode: 'controller' }, api, choices);
}

/** A node whose driver watches AccessPaths and reports its paths. */
export function aClusterNode(
  world: TwoSiteWorld,
  api: FakeApiServer,
  { name = 'node-1', ...choices }: Choices = {},
): Promise<ClusterDriver> {
  const node = { name, stateDirectory: join(world.directory, name), hostPrefix: [] };
  const config = { ...clusterConfig(world, name), mode: 'node' as const, node };
  return aDriver(config, api, choices, (container) =>
    container.register(TOKENS.nodeHost, { useValue: world.machineOf(name) }),
  );
}

/** A controller of the NFS driver that knows of arrays what classes have brought. */
export function aFileController(
  world: TwoSiteWorld,
  api: FakeApiServer,
  { name = 'files', ...choices }: Choices = {},
): Promise<ClusterDriver> {
  return aDriver({ ...clusterConfig(world, name), driver: 'nfs', mode: 'controller' }, api, choices);
}

function clusterConfig(world: TwoSiteWorld, podName: string): DriverConfig {
  const hosts = new Map(world.simulator.topology.hosts.map(({ name: host, site }) => [host, site]));
  const sites = siteMapOf(hosts);
  const base = { namespace: NAMESPACE, kubeconfig: undefined, secretNamespaces: [] };
  const fence = { removalDrains: false, waitMs: 60_000 };
  const kubernetes = { ...base, sites, fence, identityRule: DEFAULT_IDENTITY_RULE, podName };
  return { ...world.config(podName), arrays: [], clusterId: 'site-one', kubernetes };
}

type Container = ReturnType<typeof compose>;

async function aDriver(
  config: DriverConfig,
  api: FakeApiServer,
  { log = quiet, url = api.url }: Choices,
  replace: (container: Container) => void = () => undefined,
): Promise<ClusterDriver> {
  const container = compose(config, log, { api: fixedAccess(url), namespace: NAMESPACE });
  container.register(TOKENS.electionTimings, { useValue: ELECTION });
  replace(container);
  const background = await startBackground(container, log);
  if (!background.ok) throw new Error(background.problem);
  const server = container.resolve(TOKENS.server);
  const started = await server.start();
  if (!started.ok || config.endpoint.kind !== 'unix') throw new Error('the driver cannot listen');
  const endpoint = `unix://${config.endpoint.path}`;
  const client = createCsiClient(endpoint);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      client.close();
      await server.drain(200);
      await background.value.stop();
      if (config.mode !== 'node') await container.resolve(TOKENS.arrays).close();
    })();
    return stopping;
  };
  onTestFinished(stop);
  const metrics = (): Promise<string> => container.resolve(TOKENS.metrics).metrics();
  const isLeader = async (): Promise<boolean> => /^twinsite_leader 1$/m.test(await metrics());
  return { endpoint, client, stop, metrics, isLeader };
}
