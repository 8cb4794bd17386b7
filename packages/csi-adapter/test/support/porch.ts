import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  createCsiClient,
  CsiCallError,
  CsiServer,
  type CsiClient,
  type CsiServerOptions,
} from '../../src/index.js';
import { Recorder } from './recorder.js';
import { controllerUseCases, identity, nodeUseCases } from './use-cases.js';

export interface TestPorch {
  readonly server: CsiServer;
  readonly client: CsiClient;
  readonly recorder: Recorder;
  readonly socket: string;
}

export async function tempDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'csi-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A server with all services on a fresh unix socket, and a client for it; both end with the test. */
export function openPorch(options: Partial<CsiServerOptions> = {}): Promise<TestPorch> {
  return openOnly({ controller: controllerUseCases(), node: nodeUseCases(), ...options });
}

/** The same with no other services than the options bring. */
export async function openOnly(options: Partial<CsiServerOptions>): Promise<TestPorch> {
  const socket = join(await tempDir(), 'csi.sock');
  const recorder = new Recorder();
  const server = new CsiServer({
    endpoint: { kind: 'unix', path: socket },
    identity,
    observer: recorder,
    ...options,
  });
  const started = await server.start();
  if (!started.ok) throw new Error(started.problem.message);
  const client = createCsiClient(`unix://${socket}`);
  onTestFinished(async () => {
    client.close();
    await server.drain(0);
  });
  return { server, client, recorder, socket };
}

/** The status of a call that must fail. */
export async function refusal(call: Promise<unknown>): Promise<CsiCallError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof CsiCallError) return outcome;
  throw new Error('the call was expected to fail with a gRPC status', { cause: outcome });
}
