import { mustRun, runCommand, waitFor } from '@twinsite/lab';

const QUICK_MS = 20_000;

/** An object of the API server, as far as it is read here. */
export interface KubeObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly deletionTimestamp?: string;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** kubectl as the cluster's administrator; every call has a deadline. */
export class Kubectl {
  readonly #argv: readonly [string, ...string[]];
  readonly #signal: AbortSignal;
  readonly #env: NodeJS.ProcessEnv;

  constructor(program: string, config: string, env: NodeJS.ProcessEnv, signal: AbortSignal) {
    this.#argv = [program, '--kubeconfig', config];
    this.#env = env;
    this.#signal = signal;
  }

  /** Rejects with what kubectl said when its exit code is not 0. */
  run(
    words: readonly string[],
    options: { readonly input?: string; readonly deadlineMs?: number } = {},
  ): Promise<string> {
    const { input = '', deadlineMs = QUICK_MS } = options;
    const limits = { deadlineMs, signal: this.#signal, env: this.#env, input };
    return mustRun([...this.#argv, ...words], limits);
  }

  async apply(manifest: string): Promise<void> {
    await this.run(['apply', '-f', '-'], { input: manifest });
  }

  async list(kind: string): Promise<readonly KubeObject[]> {
    const text = await this.run(['get', kind, '--all-namespaces', '-o', 'json']);
    return (JSON.parse(text) as { readonly items: readonly KubeObject[] }).items;
  }

  /** Undefined when there is no such object. */
  async find(kind: string, name: string, namespace = 'default'): Promise<KubeObject | undefined> {
    const words = ['get', kind, name, '-n', namespace, '--ignore-not-found', '-o', 'json'];
    const text = await this.run(words);
    return text.trim() === '' ? undefined : (JSON.parse(text) as KubeObject);
  }

  /** Asks until `wanted` answers something; rejects after the deadline with what was last seen. */
  async until<T>(what: string, deadlineMs: number, wanted: () => Promise<T | undefined>): Promise<T> {
    const found = await waitFor(wanted, { deadlineMs, everyMs: 300, signal: this.#signal });
    if (found === undefined) throw new Error(`${what}: not within ${deadlineMs / 1000} s`);
    return found;
  }

  /** True when the API server says it is ready. */
  async ready(): Promise<boolean> {
    const limits = { deadlineMs: QUICK_MS, signal: this.#signal, env: this.#env };
    const reply = await runCommand([...this.#argv, 'get', '--raw', '/readyz'], limits);
    return reply.code === 0 && reply.stdout.trim() === 'ok';
  }
}
