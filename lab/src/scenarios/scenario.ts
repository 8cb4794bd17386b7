import type { Lab } from '../lab.js';
import type { GuestRecipe } from '../host/guest-root.js';
import type { Prerequisite } from '../host/prerequisites.js';
import type { Progress } from '../host/progress.js';
import type { LabProfile } from '../lab-profile.js';
import type { Report } from './report.js';
import type { ScenarioFlags, ScenarioOptions } from './scenario-options.js';

export interface ScenarioOutcome {
  /** The fields of the RESULT line; `leftovers` is added to what the machine itself still shows. */
  readonly result: Readonly<Record<string, unknown>> & { readonly leftovers: number };
}

/** A story told on the running lab. What it claims goes through the report; a false claim fails the run. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** What it takes after its name; nothing by default. */
  readonly flags?: ScenarioFlags;
  /** What it needs of this machine beyond the lab's own needs; installed when missing. */
  readonly needs?: readonly Prerequisite[];
  /** What its guests need beyond the plain ones. */
  readonly guests?: GuestRecipe;
  /** Where it differs from the standard profile. */
  readonly profile?: Partial<LabProfile>;
  /** What needs the network or the tools of this machine; done before the lab, which has no uplink, is entered. */
  prepare?(say: Progress, signal: AbortSignal): Promise<void>;
  run(lab: Lab, report: Report, signal: AbortSignal, options: ScenarioOptions): Promise<ScenarioOutcome>;
}
