import { configProblemLines } from '@twinsite/domain';
import { ApiTransport, defaultKubeTimings, KubeClient, kubeconfigAccess } from '@twinsite/k8s-dr-adapter';
import { kubeCases, type KubeWorld } from '@twinsite/k8s-dr-adapter/testing';
import type { Report } from '@twinsite/lab';
import { systemClock } from '@twinsite/xms-adapter';
import type { BareApiServer } from '../bare/bare-api-server.js';
import { onBareApiServer } from '../bare/on-bare-api-server.js';

const NAMESPACE = 'default';

/** What the fake API server of the tests promises holds on a real one: the same cases, with the chart's definitions. */
export function tellContracts(repository: string, signal: AbortSignal): Promise<number> {
  const run = ({ config }: BareApiServer, report: Report): Promise<void> => runCases(config, report, signal);
  return onBareApiServer({ scenario: 'contracts', repository, run }, signal);
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
      const world: KubeWorld = {
        client,
        clock: systemClock,
        namespace: NAMESPACE,
        freshName,
        signal: ended,
      };
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
