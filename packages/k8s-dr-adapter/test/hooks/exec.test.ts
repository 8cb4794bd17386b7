import { CancelSource, never, type ExecAction, type HookFault, type Result } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { KubeHookRunner, resources } from '../../src/index.js';
import { fixedAccess, type ExecEnd } from '../../src/testing/index.js';
import { anApi, type AnApi } from '../an-api.js';

const exec: ExecAction = {
  kind: 'exec',
  namespace: 'shop',
  pod: { name: 'db-0' },
  container: 'db',
  command: ['psql', '-c', 'CHECKPOINT; SELECT 1'],
};

function addPod({ server }: AnApi, name: string, how: { ready?: boolean; phase?: string } = {}): void {
  const { ready = true, phase = 'Running' } = how;
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  const metadata = { namespace: 'shop', name, labels: { app: 'db' } };
  server.add(resources.pods, { metadata, status: { phase, conditions } });
}

async function withPod(end: ExecEnd = {}) {
  const api = await anApi({}, (url) => fixedAccess(url, 'token-of-the-operator'));
  addPod(api, 'db-0');
  api.server.execs.onExec = () => end;
  const runner = new KubeHookRunner(api.transport);
  const run = (more: Partial<ExecAction> = {}, ms = 5000) => runner.run({ ...exec, ...more }, ms, never);
  return { ...api, runner, run };
}

const detailOf = (result: Result<void, HookFault>): string => (result.ok ? 'ok' : result.problem.detail);

describe('a command in a pod', () => {
  test('is given to the API server word for word, with the token of requests', async () => {
    const { server, run } = await withPod({ stdout: 'done\n' });
    server.token = 'token-of-the-operator';
    expect(await run()).toEqual({ ok: true, value: undefined });
    expect(server.execs.seen).toEqual([
      { namespace: 'shop', pod: 'db-0', container: 'db', command: ['psql', '-c', 'CHECKPOINT; SELECT 1'] },
    ]);
    const [asked] = server.requests.filter(({ url }) => url.includes('/exec'));
    expect(asked?.url).toMatch(
      /^\/api\/v1\/namespaces\/shop\/pods\/db-0\/exec\?stdout=1&stderr=1&container=db&/,
    );
    expect(asked?.authorization).toBe('Bearer token-of-the-operator');
  });

  test('that ends with another exit code than 0 fails, with what it wrote last and nothing that steers a terminal', async () => {
    const { run } = await withPod({ stdout: 'x'.repeat(5000), stderr: '\u001b[2Jno\nspace', exitCode: 3 });
    const done = await run();
    expect(detailOf(done)).toBe('the command ended with exit code 3');
    const output = done.ok ? '' : (done.problem.output ?? '');
    expect(output).toMatch(/^x+ \[2Jno\nspace$/);
    expect(output).toHaveLength(4096);
  });

  test('that does not end is given up, and so is one whose caller leaves', async () => {
    const { server, runner, run } = await withPod({ stdout: 'waiting', hangs: true });
    expect(await run({}, 1500)).toMatchObject({
      problem: { detail: 'it did not end within 1500 ms', output: 'waiting' },
    });
    const source = new CancelSource();
    server.execs.onExec = () => {
      source.cancel();
      return { hangs: true };
    };
    expect(await runner.run(exec, 60_000, source.signal)).toMatchObject({ ok: false });
  });

  test('in a pod that is not there, or does not run, is run nowhere', async () => {
    const api = await withPod();
    addPod(api, 'old', { phase: 'Succeeded' });
    expect(detailOf(await api.run({ pod: { name: 'db-1' } }))).toBe('there is no pod shop/db-1');
    expect(detailOf(await api.run({ pod: { name: 'old' } }))).toBe('pod shop/old does not run');
    expect(detailOf(await api.run({ pod: { selector: 'app=web' } }))).toBe(
      'no pod that runs in namespace shop has app=web',
    );
    expect(api.server.execs.seen).toEqual([]);
  });

  test('goes to one pod of those that a selector chooses: the first that is ready', async () => {
    const api = await withPod();
    addPod(api, 'a-0', { ready: false });
    addPod(api, 'e-0');
    expect(await api.run({ pod: { selector: 'app=db' }, container: undefined })).toMatchObject({ ok: true });
    expect(api.server.execs.seen).toMatchObject([{ pod: 'db-0', container: '' }]);
  });

  test('that the API server does not let in is told with the server’s words', async () => {
    const { server, runner, run } = await withPod();
    server.execs.onExec = () => {
      throw new Error('no command was to be run');
    };
    server.faults.answer({ method: 'GET', plural: 'pods', status: 403 });
    expect(detailOf(await run())).toContain('answered with 403 by the test');
    server.faults.clear();
    await server.down();
    expect(detailOf(await runner.run(exec, 5000, never))).toContain('ECONNREFUSED');
  });

  test('that may not be run in a pod that may be read is told with the server’s words', async () => {
    const { server, run } = await withPod();
    server.faults.answer({ method: 'GET', subresource: 'exec', status: 403 });
    expect(detailOf(await run())).toContain('exec in pods shop/db-0');
    expect(server.execs.seen).toEqual([]);
  });

  test('that ends with its connection has not gone well', async () => {
    const { server, run } = await withPod({ hangs: true });
    server.execs.onExec = () => {
      setImmediate(() => server.cut());
      return { hangs: true };
    };
    expect(detailOf(await run())).toBe('the connection ended before the command did');
  });
});
