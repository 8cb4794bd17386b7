import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { twoClusters } from './two-embedded.js';

const SECRETS = /AGE-SECRET-KEY|kube-token/;

describe('drctl config', () => {
  it('check calls a sound file sound, and asks no cluster', async () => {
    const world = await twoClusters();
    const { code, out, err } = await world.drctl(['config', 'check']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('is sound: 2 clusters, 1 groups, 0 arrays');
    expect([...world.a.server.requests, ...world.b.server.requests]).toEqual([]);
  });

  it('check tells of every file that is named and not there, at once', async () => {
    const world = await twoClusters();
    for (const name of ['identity', 'kube-b']) rmSync(join(world.directory, name));
    const { code, err } = await world.drctl(['config', 'check']);
    expect(code).toBe(2);
    expect(err).toContain(join(world.directory, 'identity'));
    expect(err).toContain(join(world.directory, 'kube-b'));
  });

  it('check tells of a list that is none, with its line', async () => {
    const world = await twoClusters();
    appendFileSync(world.config, 'arrays: 1\n');
    expect(await world.drctl(['config', 'check'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/drctl.yaml:\d+: arrays/) as string,
    });
  });

  it('view shows what was understood in every format, and no secret', async () => {
    const world = await twoClusters();
    const formats = ['table', 'json', 'yaml', 'name'];
    const runs = await Promise.all(formats.map((format) => world.drctl(['config', 'view', '-o', format])));
    const [table, json, yaml, name] = runs.map(({ out }) => out);
    expect(table).toMatch(/CLUSTER +SITE +KUBECONFIG[^]*\na +a +.*kube-a/);
    expect(name).toBe('shop\n');
    const shown: unknown = JSON.parse(json ?? '');
    expect(parse(yaml ?? '')).toEqual(shown);
    expect(shown).toMatchObject({
      groups: [{ name: 'shop' }],
      keys: { identity: join(world.directory, 'identity') },
      state: join(world.directory, 'state'),
    });
    for (const { code, out, err } of runs) expect([code, (out + err).match(SECRETS)]).toEqual([0, null]);
  });
});
