import { mustRun, runCommand, type CommandOutcome } from '@twinsite/lab';
import { parseAllDocuments } from 'yaml';
import type { RenderedObject } from './rendered.js';

const QUICK_MS = 30_000;

export interface RenderOrder {
  /** Over the chart's own; as a values file says it. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly release?: string;
  readonly namespace?: string;
  /** What the cluster would say of itself. */
  readonly kubernetes?: string;
}

export interface ChartPlace {
  /** The helm program. */
  readonly helm: string;
  /** The folder with Chart.yaml. */
  readonly directory: string;
}

export const RELEASE = 'twinsite';
export const NAMESPACE = 'twinsite-system';
const KUBERNETES = '1.36.3';

/** The chart through helm on this machine; no cluster is asked. */
export class Chart {
  readonly directory: string;
  readonly #helm: string;
  readonly #signal: AbortSignal;

  constructor({ helm, directory }: ChartPlace, signal: AbortSignal) {
    this.#helm = helm;
    this.directory = directory;
    this.#signal = signal;
  }

  /** The same helm on another copy of the chart. */
  at(directory: string): Chart {
    return new Chart({ helm: this.#helm, directory }, this.#signal);
  }

  /** The YAML that would be applied, without the CRDs. Rejects with helm's words when it refuses. */
  text(order: RenderOrder = {}): Promise<string> {
    return mustRun(this.#argv(order), this.#limits(order));
  }

  async render(order: RenderOrder = {}): Promise<readonly RenderedObject[]> {
    return objectsIn(await this.text(order));
  }

  /** What helm says to values; its exit code is 0 when it takes them. */
  attempt(order: RenderOrder): Promise<CommandOutcome> {
    return runCommand(this.#argv(order), this.#limits(order));
  }

  lint(values: Readonly<Record<string, unknown>>): Promise<CommandOutcome> {
    const words = ['lint', '--strict', this.directory, '-f', '-'];
    return runCommand([this.#helm, ...words], this.#limits({ values }));
  }

  /** helm template with words of a person's own. */
  run(words: readonly string[]): Promise<CommandOutcome> {
    const argv = ['template', RELEASE, this.directory, '--namespace', NAMESPACE, ...words];
    return runCommand([this.#helm, ...argv], this.#limits({}));
  }

  #argv(order: RenderOrder): readonly [string, ...string[]] {
    const { release = RELEASE, namespace = NAMESPACE, kubernetes = KUBERNETES } = order;
    const place = [release, this.directory, '--namespace', namespace, '--kube-version', kubernetes];
    return [this.#helm, 'template', ...place, '-f', '-'];
  }

  #limits({ values = {} }: RenderOrder): { deadlineMs: number; signal: AbortSignal; input: string } {
    return { deadlineMs: QUICK_MS, signal: this.#signal, input: JSON.stringify(values) };
  }
}

/** Read as kubectl and the API server read it. */
export function objectsIn(yaml: string): readonly RenderedObject[] {
  const documents = parseAllDocuments(yaml, { version: '1.1' }).map(
    (one) => one.toJS() as RenderedObject | null,
  );
  return documents.filter((one) => one !== null);
}
