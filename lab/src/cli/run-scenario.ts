import { countLeftovers, totalOf } from '../run-dir/leftovers.js';
import { RunDirectory } from '../run-dir/run-directory.js';
import { sayOnStderr } from '../host/progress.js';
import { scenarioNamed } from '../scenarios/registry.js';
import { Report } from '../scenarios/report.js';
import { runSession, type Program } from './outside.js';

/** Runs a scenario and prints its RESULT line; leftovers are counted after everything has been taken down. */
export async function runScenario(program: Program, name: string, stop: AbortSignal): Promise<number> {
  await scenarioNamed(name)?.prepare?.(sayOnStderr, stop);
  const session = await runSession(program, name, () => undefined, stop);
  if (session.outcome === undefined) return session.code === 0 ? 70 : session.code;
  const machine = await countLeftovers(new RunDirectory());
  const report = new Report();
  report.check('the machine is clean again', totalOf(machine) === 0, JSON.stringify(machine));
  const { result, failed } = session.outcome;
  const leftovers = result.leftovers + totalOf(machine);
  const total = failed + report.failed;
  process.stdout.write(
    `RESULT ${JSON.stringify({ scenario: name, ok: total === 0, failed: total, ...result, leftovers })}\n`,
  );
  return total === 0 && session.code === 0 ? 0 : 1;
}
