import { shownValue } from './shown-value.js';

/** One thing wrong with the configuration; all of them are reported together. */
export interface ConfigProblem {
  /** Where it stands, e.g. `--mode`, `TWINSITE_MODE`, `driver.yaml: arrays[0].managers`. */
  readonly where: string;
  readonly value?: string;
  readonly remedy: string;
}

/** Collects problems while a configuration is read, so that the reader can go on after the first. */
export class ConfigProblems {
  readonly list: ConfigProblem[] = [];

  add(where: string, value: unknown, remedy: string): void {
    this.list.push(value === undefined ? { where, remedy } : { where, value: shownValue(value), remedy });
  }
}

/** One line a problem, for the terminal. */
export const configProblemLines = (problems: readonly ConfigProblem[]): readonly string[] =>
  problems.map(
    ({ where, value, remedy }) => `${where}${value === undefined ? '' : ` = ${value}`}: ${remedy}`,
  );
