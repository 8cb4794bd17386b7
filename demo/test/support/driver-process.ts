import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createCsiClient, type CsiClient } from '@twinsite/csi-adapter';
import { onTestFinished } from 'vitest';
import type { TwoSiteWorld } from '../../src/world/two-site-world.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_MS = 10_000;
const BUNDLE_MS = 60_000;

/** Builds the driver as it is shipped, into a directory of its own. */
export async function bundleDriver(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'twinsite-bundle-'));
  const args = [join(ROOT, 'tools', 'bundle.mjs'), '--outdir', directory];
  await promisify(execFile)(process.execPath, args, {
    cwd: join(ROOT, 'apps', 'driver'),
    timeout: BUNDLE_MS,
  });
  return { file: join(directory, 'driver.mjs'), remove: () => rm(directory, { recursive: true }) };
}

export interface DriverProcess {
  readonly client: CsiClient;
  /** SIGKILL, and the end of the process. */
  kill(): Promise<void>;
}

/** The shipped controller as a process of its own, configured by files as in production. */
export async function spawnController(
  world: TwoSiteWorld,
  bundle: string,
  extra: { readonly args?: readonly string[]; readonly hear?: (text: string) => void } = {},
): Promise<DriverProcess> {
  const socket = `unix://${join(world.directory, 'process.sock')}`;
  const config = await writeConfig(world);
  const args = [
    bundle,
    '--mode',
    'controller',
    '--endpoint',
    socket,
    '--config',
    config,
    ...(extra.args ?? []),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: {} });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => extra.hear?.(chunk.toString()));
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const client = createCsiClient(socket);
  const kill = async (): Promise<void> => {
    client.close();
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  await untilListening(child.stdout);
  await client.ready(READY_MS);
  return { client, kill };
}

/** A client that tries too early waits a second before it tries again. */
async function untilListening(stdout: Readable): Promise<void> {
  for await (const line of createInterface({ input: stdout })) {
    if (line.includes('"listening"')) {
      stdout.resume();
      return;
    }
  }
  throw new Error('the driver ended before it listened');
}

async function writeConfig(world: TwoSiteWorld): Promise<string> {
  const [account] = world.simulator.topology.users;
  const inWorld = (name: string): string => join(world.directory, name);
  await writeFile(inWorld('user'), account?.name ?? '');
  await writeFile(inWorld('password'), account?.password ?? '');
  const array = {
    name: 'array-1',
    managers: world.simulator.xmsServers().split(','),
    credentials: { userFile: inWorld('user'), passwordFile: inWorld('password') },
    sites: { a: ['gw-a', 'store-a'], b: ['gw-b', 'store-b'], arbiter: ['arbiter'] },
    fence: { removalDrains: true },
  };
  const file = inWorld('driver.json');
  await writeFile(file, JSON.stringify({ arrays: [array] }));
  return file;
}
