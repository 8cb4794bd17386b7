import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { timed, sayOnStderr } from '../host/progress.js';
import { Lab } from '../lab.js';
import { STANDARD_PROFILE, type LabProfile } from '../lab-profile.js';
import { guestsOf, type Storage } from '../network/storage.js';
import { RunDirectory } from '../run-dir/run-directory.js';
import { Report } from '../scenarios/report.js';
import type { ScenarioOptions } from '../scenarios/scenario-options.js';
import { scenarioNamed } from '../scenarios/scenario-named.js';
import type { Scenario } from '../scenarios/scenario.js';
import type { Program } from './program.js';

/** What the part of the program inside the fabric namespace tells the part outside, over the IPC channel. */
export interface InsideOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly result: Readonly<Record<string, unknown>> & { readonly leftovers: number };
}

export interface ScenarioOrder {
  readonly name: string;
  readonly options: ScenarioOptions;
}

export interface InsideOrder {
  /** Undefined to keep the lab up until told to stop. */
  readonly scenario?: ScenarioOrder;
  /** What is switched on of a lab that stays up; a scenario says so itself. */
  readonly storage?: Storage;
  readonly root: string;
  readonly runDirectory: string;
}

/** Boots the lab in the namespace this process was started in, runs the order, takes the lab down. */
export async function runInside(order: InsideOrder, program: Program, stop: AbortSignal): Promise<void> {
  const orphaned = new AbortController();
  process.once('disconnect', () => orphaned.abort(new Error('the outer half of the lab has gone')));
  const signal = AbortSignal.any([stop, orphaned.signal]);
  const scenario =
    order.scenario === undefined ? undefined : scenarioNamed(order.scenario.name, program.scenarios);
  const parts = {
    run: new RunDirectory(order.runDirectory),
    profile: { ...STANDARD_PROFILE, ...stayUpProfile(order), ...scenario?.profile },
    root: order.root,
    program: program.file,
  };
  const guests = guestsOf(parts.profile.storage).join(', ');
  const lab = await timed(sayOnStderr, `booting ${guests} and three monitors`, () => Lab.boot(parts, signal));
  try {
    if (scenario === undefined || order.scenario === undefined) await stayUp(lab, signal);
    else await runScenario(lab, scenario, order.scenario, signal);
  } finally {
    await lab.teardown();
  }
}

const stayUpProfile = ({ storage }: InsideOrder): Partial<LabProfile> =>
  storage === undefined ? {} : { storage };

async function runScenario(
  lab: Lab,
  scenario: Scenario,
  { options }: ScenarioOrder,
  signal: AbortSignal,
): Promise<void> {
  const report = new Report();
  const { result } = await scenario.run(lab, report, signal, options);
  const outcome: InsideOutcome = { passed: report.passed, failed: report.failed, result };
  await new Promise<void>((resolve) => {
    process.send?.(outcome, () => resolve());
  });
}

/** The power control of a lab to play with: a fenced gateway is rebooted as soon as its cables are back. */
async function stayUp(lab: Lab, signal: AbortSignal): Promise<void> {
  process.send?.('up');
  while (!signal.aborted) {
    await lab.powerOnFenced(signal).catch((error: unknown) => {
      if (!signal.aborted) sayOnStderr(`power control: ${(error as Error).message}`);
    });
    await Promise.race([sleep(1_000), once(signal, 'abort')]);
  }
}
