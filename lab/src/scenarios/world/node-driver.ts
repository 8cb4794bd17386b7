import { createCsiClient, type CsiClient } from '@twinsite/csi-adapter';
import { Kubelet } from '@twinsite/csi-adapter/testing';
import type { GuestAgent } from '../../guest/guest-agent.js';
import { GuestDaemon } from '../../guest/guest-daemon.js';
import type { Lab } from '../../lab.js';
import { nodeAddress, nodeDriverCommand, type DriverFiles } from '../site-loss/drivers.js';

const SERVING_MS = 60_000;
/** Armed by {@link NodeDriver.crashAt}; see guest/crash-at.mjs. */
const PRELOAD = '/twinsite/files/crash-at.mjs';

export type NodeName = 'node-1' | 'node-2';

/** Our node service inside a guest; it may be killed at any moment, with or without its node, and started again. */
export class NodeDriver {
  readonly name: NodeName;
  readonly #lab: Lab;
  readonly #files: DriverFiles;
  #daemon: GuestDaemon | undefined;
  #client: CsiClient | undefined;

  constructor(lab: Lab, name: NodeName, files: DriverFiles) {
    this.#lab = lab;
    this.name = name;
    this.#files = files;
  }

  get agent(): GuestAgent {
    return this.#lab.guest(this.name).agent;
  }

  get client(): CsiClient {
    if (this.#client === undefined) throw new Error(`the driver on ${this.name} has not been started`);
    return this.#client;
  }

  kubelet(pod: string): Kubelet {
    return new Kubelet(this.client, pod);
  }

  /** Resolves when it serves; also after a crash or a reboot of its node. */
  async start(signal: AbortSignal): Promise<void> {
    this.close();
    const command = await nodeDriverCommand(
      this.#lab,
      this.name,
      { ...this.#files, nodeFlags: ['--import', PRELOAD] },
      signal,
    );
    this.#daemon = await GuestDaemon.start(this.agent, { name: 'driver', command }, signal);
    this.#client = createCsiClient(`tcp://${nodeAddress(this.name)}`);
    await this.#client.ready(SERVING_MS);
    await this.#client.identity.probe({});
  }

  /** The next time the journal comes to this step, the driver is gone: `after formatting`, `before forget`. */
  async crashAt(step: string, signal: AbortSignal): Promise<void> {
    await this.agent.must(`echo '${step}' > /run/crash-at`, { deadlineMs: 10_000, signal });
  }

  async running(signal: AbortSignal): Promise<boolean> {
    return (await this.#daemon?.running(signal)) ?? false;
  }

  async kill(signal: AbortSignal): Promise<void> {
    await this.#daemon?.signal('KILL', signal);
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }
}
