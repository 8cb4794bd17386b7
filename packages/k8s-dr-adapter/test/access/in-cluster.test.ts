import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeProblem, never } from '@twinsite/domain';
import { ManualClock } from '@twinsite/domain/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inClusterAccess, resources } from '../../src/index.js';
import { TokenFile } from '../../src/access/token-source.js';
import { fixedAccess } from '../../src/testing/index.js';
import { anApi } from '../an-api.js';

const CANARY = 'canary-token-1';
let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'twinsite-account-'));
  file = join(directory, 'token');
});

afterEach(() => rm(directory, { recursive: true }));

const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };

describe('access from within a pod', () => {
  test('address, certificate and token come from where the kubelet puts them', async () => {
    await writeFile(file, `${CANARY}\n`);
    await writeFile(join(directory, 'ca.crt'), 'PEM');
    const access = inClusterAccess({ env, accountDirectory: directory }, new ManualClock());
    if (!access.ok) throw new Error(access.problem.remedy);
    expect(access.value.server).toBe('https://[fd00::1]:443');
    expect(await access.value.tls()).toEqual({ ok: true, value: { ca: 'PEM' } });
    expect(await access.value.token.read()).toEqual({ ok: true, value: CANARY });
  });

  test('outside of a pod the missing variables are named', () => {
    const access = inClusterAccess({ env: {} }, new ManualClock());
    expect(access).toMatchObject({
      problem: { where: expect.stringContaining('KUBERNETES_SERVICE_HOST') as string },
    });
  });

  test('a token that was renewed is used within a minute', async () => {
    const clock = new ManualClock();
    const source = new TokenFile(file, clock);
    await writeFile(file, 'first');
    expect(await source.read()).toEqual({ ok: true, value: 'first' });
    await writeFile(file, 'second');
    clock.advance(59_000);
    expect(await source.read()).toEqual({ ok: true, value: 'first' });
    clock.advance(1_000);
    expect(await source.read()).toEqual({ ok: true, value: 'second' });
  });

  test('a refused token is read anew and the call repeated once', async () => {
    await writeFile(file, 'old');
    const { server, client } = await anApi({}, (url) => ({
      ...fixedAccess(url),
      token: new TokenFile(file, new ManualClock()),
    }));
    server.token = 'old';
    expect(await client.list(resources.configMaps, {}, never)).toMatchObject({ ok: true });
    server.token = 'new';
    await writeFile(file, 'new');
    expect(await client.list(resources.configMaps, {}, never)).toMatchObject({ ok: true });
    server.token = 'another';
    const denied = await client.list(resources.configMaps, {}, never);
    expect(denied).toMatchObject({ problem: { kind: 'kubernetes-denied' } });
    const tokens = server.requests.map(({ authorization }) => authorization);
    expect(tokens).toEqual(['old', 'old', 'new', 'new', 'new'].map((token) => `Bearer ${token}`));
  });

  test('a token file that is missing or empty is named, and no token is ever in a problem', async () => {
    const source = new TokenFile(file, new ManualClock());
    for (const text of [undefined, ' \n']) {
      if (text !== undefined) await writeFile(file, text);
      const read = await source.read();
      if (read.ok) throw new Error('read');
      expect(describeProblem(read.problem)).toContain(file);
    }
    const { server, client } = await anApi({}, (url) => fixedAccess(url, CANARY));
    server.token = 'another';
    const denied = await client.list(resources.configMaps, {}, never);
    expect(JSON.stringify(denied)).not.toContain(CANARY);
  });
});
