import type { Lab, LabProcess } from '@twinsite/lab';
import type { Kubectl } from './kubectl.js';

const READY_MS = 90_000;

/** The API server as a program with a switch. What it knows is in etcd, which stays. */
export class ApiServer {
  readonly #lab: Lab;
  readonly #kubectl: Kubectl;
  readonly #start: () => Promise<LabProcess>;
  #process: LabProcess | undefined;

  constructor(
    { lab, kubectl }: { readonly lab: Lab; readonly kubectl: Kubectl },
    start: () => Promise<LabProcess>,
  ) {
    this.#lab = lab;
    this.#kubectl = kubectl;
    this.#start = start;
  }

  /** Resolves when it says that it is ready. */
  async on(): Promise<void> {
    const running = await this.#start();
    this.#process = running;
    await this.#kubectl.until('the API server is ready', READY_MS, async () => {
      if (running.end() !== undefined)
        throw new Error(`${running.role} ended: its log ${this.#lab.processes.logOf(running.role)} says why`);
      return (await this.#kubectl.ready()) ? true : undefined;
    });
  }

  /** It takes connections and answers nothing, like a machine that hangs; nothing is lost. */
  freeze(): void {
    this.#process?.signal('SIGSTOP');
  }

  thaw(): void {
    this.#process?.signal('SIGCONT');
  }

  /** Pulls its plug: no connection is closed in order. */
  async off(): Promise<void> {
    if (this.#process !== undefined) await this.#lab.processes.stop(this.#process, 0);
  }
}
