import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mustRun, type Lab } from '@twinsite/lab';
import type { ControlPlane } from '../cluster/control-plane.js';

export const RELEASE = 'twinsite';
/** The driver's own room. */
export const NAMESPACE = 'twinsite-system';
const ROLLED_OUT = '300s';
const DEADLINE_MS = 330_000;

/** Values of a release, as a values file says them. */
export type Values = Readonly<Record<string, unknown>>;

/** The chart of this working tree on the running cluster, through helm as an operator uses it. */
export class Helm {
  readonly #argv: readonly [string, ...string[]];
  readonly #chart: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #signal: AbortSignal;

  private constructor(argv: readonly [string, ...string[]], place: Place, signal: AbortSignal) {
    this.#argv = argv;
    this.#chart = place.chart;
    this.#env = place.env;
    this.#signal = signal;
  }

  static async on(lab: Lab, plane: ControlPlane, program: string, signal: AbortSignal): Promise<Helm> {
    const home = join(lab.scratch, 'helm');
    await mkdir(home, { recursive: true });
    const chart = join(dirname(dirname(dirname(lab.program))), 'charts/twinsite');
    const argv = [program, '--kubeconfig', plane.adminConfig, '--namespace', NAMESPACE] as const;
    return new Helm(argv, { chart, env: { ...plane.env, HOME: home } }, signal);
  }

  install(values: Values): Promise<string> {
    return this.#run(['install', RELEASE, this.#chart, '--create-namespace', '-f', '-'], values);
  }

  upgrade(values: Values): Promise<string> {
    return this.#run(['upgrade', RELEASE, this.#chart, '-f', '-'], values);
  }

  /** To the revision before. */
  rollback(): Promise<string> {
    return this.#run(['rollback', RELEASE]);
  }

  /** Resolves when everything has rolled out. */
  #run(words: readonly string[], values?: Values): Promise<string> {
    const patience = ['--wait', '--timeout', ROLLED_OUT];
    const input = values === undefined ? {} : { input: JSON.stringify(values) };
    const limits = { deadlineMs: DEADLINE_MS, signal: this.#signal, env: this.#env, ...input };
    return mustRun([...this.#argv, ...words, ...patience], limits);
  }
}

interface Place {
  readonly chart: string;
  readonly env: NodeJS.ProcessEnv;
}
