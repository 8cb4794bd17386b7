import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { clusterKinds as kinds, runShop } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { twoClusters, type TwoClusters } from './two-embedded.js';

async function protectedShop(): Promise<TwoClusters> {
  const world = await twoClusters();
  await runShop(world.a);
  expect(await world.drctl(['protect', 'shop'])).toMatchObject({ code: 0 });
  return world;
}

describe('how a command ends is told by its exit code', () => {
  it('4, partly done, when the cluster refuses one object; repeated, it goes on to the end', async () => {
    const world = await protectedShop();
    world.b.server.faults.answer({ method: 'PATCH', plural: 'statefulsets', status: 403 });
    const cut = await world.drctl(['restore', 'shop']);
    expect(cut.code).toBe(4);
    expect(cut.err).toMatch(/this account may not patch statefulsets shop\/db.*give it that right/);
    world.b.server.faults.clear();
    expect(await world.drctl(['restore', 'shop'])).toMatchObject({ code: 0 });
  });

  it('6, out of time, when a cluster takes requests and answers none', async () => {
    const world = await protectedShop();
    world.b.server.faults.frozen = true;
    const { code, err } = await world.drctl(['restore', 'shop', '--timeout', '1']);
    expect([code, err]).toEqual([6, expect.stringMatching(/problem: /)]);
    world.b.server.faults.clear();
  });

  it('7, locked, while another drctl works on the group, and the clusters are left alone', async () => {
    const world = await protectedShop();
    mkdirSync(join(world.directory, 'state', 'shop'), { recursive: true });
    const holder = JSON.stringify({ pid: process.ppid, host: hostname() });
    writeFileSync(join(world.directory, 'state', 'shop', 'lock'), holder);
    const { code, err } = await world.drctl(['restore', 'shop']);
    expect([code, err]).toEqual([7, expect.stringContaining(`process ${process.ppid}`)]);
    expect(world.b.objects(kinds.namespaces)).toEqual([]);
  });

  it('130, interrupted, when the operator ends it, and says nothing of a cluster that fails', async () => {
    const world = await protectedShop();
    world.b.server.faults.frozen = true;
    const operator = new AbortController();
    const running = world.drctl(['restore', 'shop'], { interrupted: operator.signal });
    await expect.poll(() => world.b.server.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    operator.abort();
    expect((await running).code).toBe(130);
    world.b.server.faults.clear();
  });

  it('2, usage, for a group or a cluster that is not in drctl.yaml, with those that are', async () => {
    const world = await twoClusters();
    const group = await world.drctl(['protect', 'shopp']);
    expect([group.code, group.err]).toEqual([2, expect.stringContaining('known are shop')]);
    const cluster = await world.drctl(['protect', 'shop', '--from', 'c']);
    expect([cluster.code, cluster.err]).toEqual([2, expect.stringContaining('known are a, b')]);
  });
});
