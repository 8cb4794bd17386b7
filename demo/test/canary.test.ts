import { get } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsiCallError } from '@twinsite/csi-adapter';
import { createLogger } from '@twinsite/driver';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleDriver, spawnController } from './support/driver-process.js';
import { attach, detach, stage, unstage } from './support/lifecycle.js';
import { capability, createRequest, STAGING, TARGET } from './support/requests.js';
import { aController, aNode, aWorld } from './support/stand.js';

const CANARY = 'canary-pa55word';
const secrets = { user: CANARY, username: CANARY, password: CANARY, token: CANARY, secret: CANARY };
const topology = twoSites({
  users: [{ name: 'admin', email: 'admin@array.test', password: CANARY, roles: ['Admin'] }],
});

let bundle: Awaited<ReturnType<typeof bundleDriver>>;

beforeAll(async () => {
  bundle = await bundleDriver();
}, 60_000);

afterAll(() => bundle.remove());

type Call = (request: object) => Promise<unknown>;

/** Every RPC of a service gets the secrets; those whose request has none drop them. Answers what came back. */
async function callAll(service: object): Promise<readonly string[]> {
  const volumeId = 'csi-iscsi-vid-pvc-1';
  const request = {
    ...createRequest('pvc-9'),
    ...{
      volumeId,
      sourceVolumeId: volumeId,
      snapshotId: 'csi-iscsi-snap-1-x',
      nodeId: '1;n;iqn.2026-01.test:n',
    },
    ...{ volumeCapability: capability, stagingTargetPath: STAGING, targetPath: TARGET, volumePath: TARGET },
    secrets,
  };
  const shown: string[] = [];
  for (const [name, call] of Object.entries(service) as [string, Call][]) {
    try {
      shown.push(`${name} ${show(await call(request))}`);
    } catch (error) {
      if (!(error instanceof CsiCallError)) throw error;
      shown.push(`${name} ${error.message} ${error.details} ${error.stack ?? ''}`);
    }
  }
  return shown;
}

const show = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));

test('secrets of every RPC show in no log line, answer, journal or command line', async () => {
  const shown: string[] = [];
  const log = createLogger('test', 'trace', { write: (line: string) => void shown.push(line) });
  const world = await aWorld({ topology });
  const controller = (await aController(world, 'controller', { log })).client;
  const node = (await aNode(world, 'node-1', undefined, log)).client;
  const attached = await attach(controller, node, 'pvc-1');
  await stage(node, attached);
  for (const service of [controller.identity, controller.controller, node.identity, node.node]) {
    shown.push(...(await callAll(service)));
  }
  const state = join(world.directory, 'node-1');
  for (const name of await readdir(state)) shown.push(await readFile(join(state, name), 'utf8'));
  await unstage(node, attached);
  await detach(controller, attached);
  shown.push(show(world.host('node-1').launcher.log), show(world.simulator.requestLog()));
  for (const op of ['CreateSnapshot', 'NodeStageVolume', 'ControllerExpandVolume']) {
    expect(shown.filter((text) => text.includes(op)).length, op).toBeGreaterThan(0);
  }
  expect(shown.filter((text) => text.includes(CANARY))).toEqual([]);
});

test('a password from a file shows in nothing a driver process says at trace level, nor in its metrics', async () => {
  const shown: string[] = [];
  const world = await aWorld({ topology });
  const args = ['--log-level', 'trace', '--metrics', '127.0.0.1:0'];
  const { client } = await spawnController(world, bundle.file, {
    args,
    hear: (text) => void shown.push(text),
  });
  await client.controller.createVolume(createRequest('pvc-1'));
  shown.push(...(await callAll(client.controller)));
  const port = Number(/"port":(\d+)/.exec(shown.join(''))?.[1]);
  const metrics = await page(port, '/metrics');
  shown.push(metrics);
  expect(metrics).toContain('twinsite_array_calls_total{array="array-1"');
  expect(shown.some((text) => text.includes('call started'))).toBe(true);
  expect(shown.filter((text) => text.includes(CANARY))).toEqual([]);
});

function page(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path }, (reply) => {
      let body = '';
      reply.on('data', (chunk: Buffer) => (body += chunk.toString()));
      reply.on('end', () => resolve(body));
    }).on('error', reject);
  });
}
