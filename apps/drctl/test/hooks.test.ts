import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { clusterKinds as kinds, type EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cutA, FAST, readyOn, shopOnNodes } from './shop-on-nodes.js';
import { twoClusters, type TwoClusters } from './two-embedded.js';

/** Somebody who is told of moves; answers with the status of the path. */
async function listener(statusOf: (path: string) => number = () => 200) {
  const heard: string[] = [];
  const seen: { onCall: (path: string) => void } = { onCall: () => undefined };
  const server = createServer((request, response) => {
    const { url: path = '/' } = request;
    heard.push(path);
    seen.onCall(path);
    response.writeHead(statusOf(path)).end(request.headers.authorization ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { heard, seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Hooks = readonly Readonly<Record<string, unknown>>[];

function withHooks({ config }: TwoClusters, hooks: Hooks): void {
  const group = { name: 'shop', namespaces: ['shop'], hooks };
  const plain = readFileSync(config, 'utf8');
  writeFileSync(config, plain.replace('{ name: shop, namespaces: [shop] }', JSON.stringify(group)));
}

/** The shop with hooks in its drctl.yaml, and a standby that is made. */
async function hookedShop(hooks: Hooks) {
  const shop = await shopOnNodes();
  const { world } = shop;
  withHooks(world, hooks);
  writeFileSync(join(world.directory, 'token'), 'token-of-the-listener\n', { mode: 0o600 });
  expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
  return shop;
}

/** What has not been told to stop. */
const runningOn = (cluster: EmbeddedCluster): readonly string[] =>
  [kinds.statefulSets, kinds.deployments, kinds.pods]
    .flatMap((kind) => cluster.objects(kind))
    .filter(({ kind, spec, metadata }) =>
      kind === 'Pod'
        ? metadata.name === 'bare' && metadata.deletionTimestamp === undefined
        : (spec as { replicas?: number }).replicas !== 0,
    )
    .map(({ metadata }) => metadata.name);

const webhook = (when: string, url: string, more = {}) => ({
  ...{ name: `tell-${when}`, when, webhook: { url: `${url}/${when}`, tokenFile: 'token' } },
  ...more,
});

describe('hooks of a move', () => {
  it('run at their moments: before anything stops, when all is at rest, before anything starts, when all is ready', async () => {
    const { heard, seen, url } = await listener();
    const moments = ['after-ready', 'before-start', 'after-stop', 'before-stop'];
    const { world } = await hookedShop(moments.map((when) => webhook(when, url)));
    const ready: unknown[] = [];
    seen.onCall = (path) => void ready.push([path, readyOn(world.a), readyOn(world.b)]);
    const moved = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([moved.code, ready]).toEqual([
      0,
      [
        ['/before-stop', 6, 0],
        ['/after-stop', 0, 0],
        ['/before-start', 0, 0],
        ['/after-ready', 0, 6],
      ],
    ]);
    expect(moved.err).toMatch(/^hook tell-after-ready \(after-ready\): ok, \d+ ms$/m);
    expect(await world.drctl(['failback', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect(heard).toHaveLength(8);
    expect(moved.err + moved.out).not.toContain('token-of-the-listener');
  });

  it('take a planned move back when one fails before the hand-over; nothing was stopped', async () => {
    const { heard, url } = await listener((path) => (path === '/before-stop' ? 500 : 200));
    const { world } = await hookedShop([webhook('before-stop', url), webhook('after-stop', url)]);
    const generations = () =>
      [kinds.statefulSets, kinds.deployments].flatMap((kind) =>
        world.a.objects(kind).map(({ metadata }) => metadata.generation),
      );
    const before = generations();
    const moved = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([moved.code, heard]).toEqual([1, ['/before-stop']]);
    expect(moved.err).toContain('hook tell-before-stop (before-stop) failed: it was answered with HTTP 500;');
    expect(moved.err).toContain('was taken back');
    expect([generations(), readyOn(world.a)]).toEqual([before, 6]);
    expect(moved.err + moved.out).not.toContain('token-of-the-listener');
  });

  it('look at a page until it is as it should be; a move whose group is not so stays started, and goes on', async () => {
    let pages = 0;
    const { url } = await listener(() => ((pages += 1) < 4 ? 503 : 200));
    const check = { name: 'serves', when: 'after-ready', http: { url: `${url}/healthz` } };
    const { world } = await hookedShop([check]);
    const early = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([early.code, early.err]).toMatchObject([1, expect.stringContaining('stands at: started')]);
    expect(early.err).toContain('HTTP 503 instead of 200');
    const text = readFileSync(world.config, 'utf8');
    writeFileSync(world.config, text.replace('"when":"after-ready"', '"when":"after-ready","retryFor":60'));
    const again = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([again.code, pages]).toEqual([0, 4]);
    expect(again.err).toContain('hook serves (after-ready): ok');
  });

  it('run commands in pods: of the source before it stops, of the target when it is ready', async () => {
    const exec = { labelSelector: 'app!=other', command: ['sync'] };
    const { world } = await hookedShop([
      { name: 'flush', when: 'before-stop', exec, onError: 'continue' },
      { name: 'warm', when: 'after-ready', exec: { pod: 'bare', command: ['warm', 'up'] } },
    ]);
    world.a.server.execs.onExec = () => ({ stderr: 'disk full', exitCode: 4 });
    const moved = await world.drctl(['relocate', 'shop', ...FAST]);
    expect(moved.code).toBe(0);
    expect(world.a.server.execs.seen).toMatchObject([{ namespace: 'shop', command: ['sync'] }]);
    expect(world.b.server.execs.seen).toMatchObject([{ pod: 'bare', command: ['warm', 'up'] }]);
    expect(moved.err).toMatch(
      /^hook flush \(before-stop\): failed after \d+ ms: the command ended with exit code 4; the move goes on/m,
    );
    expect(moved.err).toContain('hook flush | disk full');
  });

  it('of the source do not run in a failover', async () => {
    const { heard, url } = await listener();
    const moments = ['before-stop', 'after-stop', 'before-start', 'after-ready'];
    const shop = await hookedShop(moments.map((when) => webhook(when, url)));
    await cutA(shop);
    expect(await shop.world.drctl(['failover', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect(heard).toEqual(['/before-start', '/after-ready']);
  });

  it('are not run before a stop that was done before the move was cut off', async () => {
    const { heard, url } = await listener();
    const { world, nodes } = await hookedShop([webhook('before-stop', url), webhook('after-stop', url)]);
    await nodes.a.halt();
    const interrupt = new AbortController();
    const cut = world.drctl(['relocate', 'shop', ...FAST], { interrupted: interrupt.signal });
    await expect.poll(() => runningOn(world.a), { timeout: 30_000 }).toEqual([]);
    interrupt.abort();
    expect([(await cut).code, heard]).toEqual([130, ['/before-stop']]);
    nodes.a.revive();
    expect(await world.drctl(['relocate', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect(heard).toEqual(['/before-stop', '/after-stop']);
  });

  it('have rights that doctor asks for, on the cluster where they run', async () => {
    const world = await twoClusters();
    const exec = { pod: 'db-0', command: ['sync'] };
    withHooks(world, [
      { name: 'flush', when: 'before-stop', exec },
      { name: 'warm', when: 'after-ready', exec: { ...exec, namespace: 'tools' } },
    ]);
    world.a.server.identity.denied.add('create pods/exec');
    const { out } = await world.drctl(['doctor', 'shop']);
    expect(out).toContain('cluster a: drctl may not create pods/exec');
    const asked = ({ server }: EmbeddedCluster) =>
      server.requests
        .filter(({ body }) => body.includes('"exec"'))
        .map(({ body }) => /"(shop|tools)"/.exec(body)?.[1]);
    expect([asked(world.a), asked(world.b)]).toEqual([
      ['shop', 'shop'],
      ['tools', 'tools'],
    ]);
  });
});
