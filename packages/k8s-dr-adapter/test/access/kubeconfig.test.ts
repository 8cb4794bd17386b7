import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@twinsite/domain/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kubeconfigAccess, type ApiAccess } from '../../src/index.js';

const CANARY = 'canary-secret';
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'twinsite-kubeconfig-'));
});

afterEach(() => rm(directory, { recursive: true }));

interface Parts {
  readonly cluster?: string;
  readonly user?: string;
  readonly current?: string;
}

const config = ({ cluster = '', user = `token: ${CANARY}`, current = 'c' }: Parts): string => `
apiVersion: v1
kind: Config
current-context: ${current}
contexts:
- name: c
  context: {cluster: k, user: me}
- name: other
  context: {cluster: nowhere, user: me}
clusters:
- name: k
  cluster:
    server: https://192.0.2.1:6443
    ${cluster}
users:
- name: me
  user:
    ${user}
`;

async function open(text: string, context?: string): ReturnType<typeof kubeconfigAccess> {
  const path = join(directory, 'config');
  await writeFile(path, text);
  return kubeconfigAccess({ path, ...(context === undefined ? {} : { context }) }, new ManualClock());
}

async function mustOpen(text: string): Promise<ApiAccess> {
  const access = await open(text);
  if (!access.ok) throw new Error(JSON.stringify(access.problem));
  return access.value;
}

describe('kubeconfig', () => {
  test('server and token of the current context', async () => {
    const access = await mustOpen(config({}));
    expect(access.server).toBe('https://192.0.2.1:6443');
    expect(await access.token.read()).toEqual({ ok: true, value: CANARY });
    expect(await access.tls()).toEqual({ ok: true, value: { verify: true } });
  });

  test('certificates as data and as files beside the kubeconfig', async () => {
    const data = Buffer.from('CA').toString('base64');
    await writeFile(join(directory, 'client.crt'), 'CERT');
    await writeFile(join(directory, 'client.key'), 'KEY');
    const access = await mustOpen(
      config({
        cluster: `certificate-authority-data: ${data}\n    tls-server-name: kubernetes`,
        user: 'client-certificate: client.crt\n    client-key: client.key',
      }),
    );
    const tls = { ca: 'CA', cert: 'CERT', key: 'KEY', verify: true, serverName: 'kubernetes' };
    expect(await access.tls()).toEqual({ ok: true, value: tls });
    expect(await access.token.read()).toEqual({ ok: true, value: undefined });
  });

  test('a certificate that is not there is a problem of the call, which names the file', async () => {
    const access = await mustOpen(config({ cluster: 'certificate-authority: gone.crt' }));
    expect(JSON.stringify(await access.tls())).toContain('gone.crt: ENOENT');
  });

  test('a token file and a server whose certificate is not checked', async () => {
    await writeFile(join(directory, 'token'), 'from-file\n');
    const access = await mustOpen(
      config({ cluster: 'insecure-skip-tls-verify: true', user: 'tokenFile: token' }),
    );
    expect(await access.token.read()).toEqual({ ok: true, value: 'from-file' });
    expect(await access.tls()).toEqual({ ok: true, value: { verify: false } });
  });

  test.each([
    ['exec', `exec: {command: aws, args: [${CANARY}]}`],
    ['auth-provider', `auth-provider: {name: gcp}`],
    ['username', `username: admin\n    password: ${CANARY}`],
    ['as', `as: admin\n    token: ${CANARY}`],
  ])('%s is refused with what to use instead', async (key, user) => {
    const refused = await open(config({ user }));
    expect(refused).toMatchObject({
      problem: { where: expect.stringContaining(`users me.${key}`) as string },
    });
    expect(JSON.stringify(refused)).not.toContain(CANARY);
  });

  test('what is missing is named: context, cluster, file', async () => {
    expect(await open(config({ current: 'gone' }))).toMatchObject({ problem: { value: 'gone' } });
    expect(await open(config({}), 'other')).toMatchObject({ problem: { value: 'nowhere' } });
    const none = await kubeconfigAccess({ path: join(directory, 'none') }, new ManualClock());
    expect(none).toMatchObject({ problem: { remedy: expect.stringContaining('ENOENT') as string } });
  });

  test.each([['{'], ['- a list'], [`token: "${CANARY}\n  x: [`], ['a: b: c']])(
    'a damaged file is named and not quoted: %s',
    async (text) => {
      const refused = await open(text);
      expect(refused.ok).toBe(false);
      expect(JSON.stringify(refused)).not.toContain(CANARY);
    },
  );

  test('a server that stands for many clusters has a path before every other', async () => {
    const behind = config({}).replace(':6443', '/k8s/clusters/c-1/');
    expect(await mustOpen(behind)).toMatchObject({
      server: 'https://192.0.2.1',
      prefix: '/k8s/clusters/c-1',
    });
  });

  test('a proxy and a server that is no address are refused', async () => {
    expect((await open(config({ cluster: 'proxy-url: http://192.0.2.2' }))).ok).toBe(false);
    const bare = config({}).replace('https://', '');
    expect(await open(bare)).toMatchObject({
      problem: { where: expect.stringContaining('.server') as string },
    });
  });
});
