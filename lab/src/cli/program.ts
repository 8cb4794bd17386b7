import type { Scenario } from '../scenarios/scenario.js';

/** A program that tells stories on the lab: the lab's own, or another workspace's. */
export interface Program {
  /** The lab's own directory, with guest/. */
  readonly labDirectory: string;
  /** The running program's file, started again inside the lab. */
  readonly file: string;
  readonly scenarios: readonly Scenario[];
}
