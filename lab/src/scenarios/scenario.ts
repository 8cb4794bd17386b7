import type { Lab } from '../lab.js';
import type { Report } from './report.js';

export interface ScenarioOutcome {
  /** The fields of the RESULT line; `leftovers` is added to what the machine itself still shows. */
  readonly result: Readonly<Record<string, unknown>> & { readonly leftovers: number };
}

/** A story told on the running lab. What it claims goes through the report; a false claim fails the run. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  run(lab: Lab, report: Report, signal: AbortSignal): Promise<ScenarioOutcome>;
}
