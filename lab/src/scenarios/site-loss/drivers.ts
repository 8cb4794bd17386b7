import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCsiClient, type CsiClient } from '@twinsite/csi-adapter';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import { GuestDaemon } from '../../guest/guest-daemon.js';
import { addressOf, type GuestName } from '../../network/topology.js';

const NODE_PORT = 9810;
const SERVING_MS = 60_000;
const AT = '/run/twinsite-driver';

/** The lab's profile (design section 12): a path fails 3 to 4 s after a silent cut, later than the gateways' lease. */
export const timers = (gatewayFenceMs: number) => ({
  gatewayFenceMs,
  loginTimeoutMs: 5000,
  noopIntervalMs: 1000,
  noopTimeoutMs: 1000,
  replacementTimeoutMs: 2000,
  vipReplacementTimeoutMs: 20_000,
});

export interface DriverFiles {
  /** Which of the two drivers of the bundle; iSCSI by default. */
  readonly driver?: 'iscsi' | 'nfs';
  /** The bundled driver. */
  readonly bundle: string;
  /** Socket, configuration and secrets go here. */
  readonly directory: string;
  /** Attach limit of a node; default: the driver's. */
  readonly maxVolumes?: number;
}

export const controllerEndpoint = ({ directory }: DriverFiles): string =>
  `unix://${join(directory, 'csi.sock')}`;

/** `host:port` that the node service of this guest listens on. */
export const nodeAddress = (name: GuestName): string => `${addressOf(name, 'management')}:${NODE_PORT}`;

/** Our driver in controller mode, as a process on the lab's management network. */
export async function startController(
  lab: Lab,
  simulator: RunningSimulator,
  files: DriverFiles,
): Promise<CsiClient> {
  await mkdir(files.directory, { recursive: true });
  const [user, password, config] = ['user', 'password', 'driver.json'].map((name) =>
    join(files.directory, name),
  ) as [string, string, string];
  const [account] = simulator.topology.users;
  await writeFile(user, account?.name ?? '', { mode: 0o600 });
  await writeFile(password, account?.password ?? '', { mode: 0o600 });
  const hostsAt = (site: string): readonly string[] =>
    simulator.topology.hosts.filter((host) => host.site === site).map(({ name }) => name);
  const array = {
    name: 'lab-array',
    managers: simulator.xmsServers().split(','),
    credentials: { userFile: user, passwordFile: password },
    sites: { a: hostsAt('a'), b: hostsAt('b'), arbiter: hostsAt('arbiter') },
    fence: { removalDrains: true },
  };
  await writeFile(config, JSON.stringify({ arrays: [array], ...settingsOf(lab, files) }));
  const endpoint = controllerEndpoint(files);
  await lab.processes.start('controller', [
    process.execPath,
    files.bundle,
    '--driver',
    files.driver ?? 'iscsi',
    '--mode',
    'controller',
    '--endpoint',
    endpoint,
    '--config',
    config,
  ]);
  return serving(endpoint);
}

/** Our driver in node mode, inside a guest; it serves TCP on the guest's management address. */
export async function startNode(
  lab: Lab,
  name: GuestName,
  files: DriverFiles,
  signal: AbortSignal,
): Promise<CsiClient> {
  const { agent } = lab.guest(name);
  const command = await nodeDriverCommand(lab, name, files, signal);
  const daemon = await GuestDaemon.start(agent, { name: 'driver', command }, signal);
  try {
    return await serving(`tcp://${nodeAddress(name)}`);
  } catch (error) {
    const lines = (await daemon.log(signal)).trim().split('\n').slice(-5);
    throw new Error(`the driver on ${name} does not serve: ${lines.join('; ')}`, { cause: error });
  }
}

/**
 * Puts bundle and configuration into the guest; the value starts the driver there, with more flags for Node and on another
 * endpoint if given.
 */
export async function nodeDriverCommand(
  lab: Lab,
  name: GuestName,
  files: DriverFiles & { readonly nodeFlags?: readonly string[]; readonly endpoint?: string },
  signal: AbortSignal,
): Promise<string> {
  const guest = lab.guest(name);
  const config = JSON.stringify(settingsOf(lab, files, name));
  await guest.mountHost(join(files.bundle, '..'), AT, signal);
  const prepare = `echo '${config}' > /run/driver.json && mkdir -p /var/lib/twinsite /var/lib/kubelet`;
  await guest.agent.must(prepare, { deadlineMs: 10_000, signal });
  const flags = `--driver ${files.driver ?? 'iscsi'} --config /run/driver.json --node-name ${name} --state-dir /var/lib/twinsite --log-level debug`;
  const program = ['/usr/local/bin/node', ...(files.nodeFlags ?? []), `${AT}/driver.mjs`].join(' ');
  return `${program} --mode node --endpoint ${files.endpoint ?? `tcp://${nodeAddress(name)}`} ${flags}`;
}

/** `name`: the node whose settings they are. */
function settingsOf(lab: Lab, files: DriverFiles, name?: GuestName) {
  if (files.driver !== 'nfs') return { timers: timers(lab.profile.gatewayLeaseMs), node: limitOf(files) };
  return name === undefined ? {} : { node: { addresses: [addressOf(name, 'data')] } };
}

const limitOf = ({ maxVolumes }: DriverFiles) => (maxVolumes === undefined ? {} : { maxVolumes });

async function serving(endpoint: string): Promise<CsiClient> {
  const client = createCsiClient(endpoint);
  await client.ready(SERVING_MS);
  await client.identity.probe({});
  return client;
}
