import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Report, sayOnStderr as say, timed } from '@twinsite/lab';
import { preparePrograms } from '../programs/programs.js';
import { chartDefinitions } from './chart-definitions.js';
import { startBareApiServer, type BareApiServer } from './bare-api-server.js';

export interface Trial {
  readonly scenario: string;
  readonly repository: string;
  readonly run: (server: BareApiServer, report: Report) => Promise<void>;
}

/** Runs claims on a real API server that has the chart's definitions and nothing else; the exit code after the RESULT line. */
export async function onBareApiServer(
  { scenario, repository, run }: Trial,
  signal: AbortSignal,
): Promise<number> {
  const programs = await preparePrograms(say, signal);
  const directory = await mkdtemp(join(tmpdir(), `twinsite-${scenario}-`));
  const report = new Report();
  try {
    const start = (): Promise<BareApiServer> => startBareApiServer({ programs, directory }, signal);
    const server = await timed(say, 'starting an API server', start);
    try {
      await define(server, await chartDefinitions(repository));
      await run(server, report);
    } finally {
      await server.end();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
  const { passed, failed } = report;
  const ok = failed === 0;
  process.stdout.write(
    `RESULT ${JSON.stringify({ scenario, pass: ok, ok, passed, failed, leftovers: 0 })}\n`,
  );
  return ok ? 0 : 1;
}

/** Applies custom resource definitions and waits until they are served. */
export async function define({ kubectl }: BareApiServer, yaml: readonly string[]): Promise<void> {
  for (const text of yaml) await kubectl.apply(text);
  await kubectl.run(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=15s']);
}
