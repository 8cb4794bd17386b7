import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Store } from '@twinsite/k8s-dr-adapter/bundles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBundle } from '../src/actions/find-bundle.js';

let root: string;
/** Takes connections and requests, and says nothing. */
let silent: Server;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drctl-find-'));
  silent = createServer(() => undefined);
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  await rm(root, { recursive: true });
  silent.closeAllConnections();
  await new Promise((done) => silent.close(done));
});

const deadStore = () =>
  new S3Store({
    endpoint: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    region: 'r',
    bucket: 'b',
    prefix: '',
    accessKeyId: 'id',
    secretAccessKey: 'key',
  });

describe('a bundle that is named by its path', () => {
  it('D17: is found while a store at the site that is gone never answers', async () => {
    await writeFile(join(root, 'bundle.json'), '{}');
    const choice = { path: root, group: 'shop', askMs: 50 };
    const found = await findBundle(deadStore(), choice, new AbortController().signal);
    expect(found).toMatchObject({ value: { place: root, newest: undefined } });
  });

  it('is not looked for longer than the operator waits', async () => {
    const choice = { path: undefined, group: 'shop' };
    const found = await findBundle(deadStore(), choice, AbortSignal.timeout(50));
    expect(found).toMatchObject({ problem: { kind: 'store-failed' } });
  });
});
