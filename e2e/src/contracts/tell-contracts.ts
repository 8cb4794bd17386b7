import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configProblemLines } from '@twinsite/domain';
import { ApiTransport, defaultKubeTimings, KubeClient, kubeconfigAccess } from '@twinsite/k8s-dr-adapter';
import { kubeCases, type KubeWorld } from '@twinsite/k8s-dr-adapter/testing';
import { Report, sayOnStderr as say, timed } from '@twinsite/lab';
import { systemClock } from '@twinsite/xms-adapter';
import { preparePrograms } from '../programs/programs.js';
import { startBareApiServer } from './bare-api-server.js';

const NAMESPACE = 'default';

/** What the fake API server of the tests promises holds on a real one: the same cases, with the chart's definitions. */
export async function tellContracts(repository: string, signal: AbortSignal): Promise<number> {
  const programs = await preparePrograms(say, signal);
  const directory = await mkdtemp(join(tmpdir(), 'twinsite-contracts-'));
  const report = new Report();
  try {
    const server = await timed(say, 'starting an API server', () =>
      startBareApiServer(programs, directory, signal),
    );
    try {
      await server.kubectl.run(['apply', '-f', join(repository, 'charts/twinsite/crds')]);
      const established = ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=15s'];
      await server.kubectl.run(established);
      await runCases(server.config, report, signal);
    } finally {
      await server.end();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
  const { passed, failed } = report;
  const verdict = {
    scenario: 'contracts',
    pass: failed === 0,
    ok: failed === 0,
    passed,
    failed,
    leftovers: 0,
  };
  process.stdout.write(`RESULT ${JSON.stringify(verdict)}\n`);
  return failed === 0 ? 0 : 1;
}

async function runCases(config: string, report: Report, signal: AbortSignal): Promise<void> {
  const access = await kubeconfigAccess({ path: config }, systemClock);
  if (!access.ok) throw new Error(configProblemLines([access.problem]).join());
  const transport = new ApiTransport(access.value, defaultKubeTimings);
  const client = new KubeClient(transport);
  let serial = 0;
  const freshName = (): string => `twinsite-${(serial += 1)}`;
  try {
    for (const { port, name, run } of kubeCases) {
      const end = new AbortController();
      const ended = AbortSignal.any([signal, end.signal]);
      const world: KubeWorld = { client, clock: systemClock, namespace: NAMESPACE, freshName, signal: ended };
      const failure = await run(world).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      end.abort();
      report.check(`${port}: ${name}`, failure === undefined, failure ?? 'holds');
    }
  } finally {
    await transport.close();
  }
}
