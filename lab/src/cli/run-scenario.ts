import { countLeftovers, totalOf } from '../run-dir/leftovers.js';
import { RunDirectory } from '../run-dir/run-directory.js';
import { Report } from '../scenarios/report.js';
import type { ScenarioOrder } from './inside.js';
import { runSession } from './outside.js';
import type { Program } from './program.js';

/** Runs a scenario and prints its RESULT line; leftovers are counted after everything has been taken down. */
export async function runScenario(
  program: Program,
  order: ScenarioOrder,
  stop: AbortSignal,
): Promise<number> {
  const session = await runSession(program, order, () => undefined, stop);
  if (session.outcome === undefined) return session.code === 0 ? 70 : session.code;
  const machine = await countLeftovers(new RunDirectory());
  const report = new Report();
  report.check('the machine is clean again', totalOf(machine) === 0, JSON.stringify(machine));
  const { result } = session.outcome;
  const leftovers = result.leftovers + totalOf(machine);
  const passed = session.outcome.passed + report.passed;
  const failed = session.outcome.failed + report.failed;
  const pass = failed === 0;
  const verdict = { scenario: order.name, pass, ok: pass, passed, failed, ...result, leftovers };
  process.stdout.write(`RESULT ${JSON.stringify(verdict)}\n`);
  return pass && session.code === 0 ? 0 : 1;
}
