import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabProcess, LabProcesses, ProcessEnd } from '../host/lab-processes.js';
import { copySparse } from '../host/copy-sparse.js';
import { signalProcess } from '../host/signal-process.js';
import type { LabProfile } from '../lab-profile.js';
import { addressOf, PLACES, type GuestName } from '../network/topology.js';
import { GuestAgent, GuestSilent } from './guest-agent.js';
import { kernelArguments, nodeDiskOf, nodeStateOf, type GuestImage } from './kernel-arguments.js';

const BOOT_MS = 90_000;

/** One machine: a User-Mode Linux process with a power switch and an agent. */
export class Guest {
  readonly name: GuestName;
  readonly agent: GuestAgent;
  readonly #processes: LabProcesses;
  readonly #image: GuestImage;
  readonly #profile: LabProfile;
  #process: LabProcess | undefined;

  constructor(name: GuestName, processes: LabProcesses, image: GuestImage, profile: LabProfile) {
    this.name = name;
    this.agent = new GuestAgent(name, addressOf(name, 'management'));
    this.#processes = processes;
    this.#image = image;
    this.#profile = profile;
  }

  get running(): boolean {
    return this.#process !== undefined && this.#process.end() === undefined;
  }

  /** How the machine last went off by itself or was switched off; undefined while it runs. */
  get lastEnd(): ProcessEnd | undefined {
    return this.#process?.end();
  }

  /** Switches on (no-op when on) and resolves when the agent answers. */
  async powerOn(signal: AbortSignal): Promise<void> {
    if (!this.running) {
      await this.#makeState();
      const argv = ['/usr/bin/linux.uml', ...kernelArguments(this.name, this.#image, this.#profile)] as const;
      // The guest's memory is a file in TMPDIR: on a disk it would be written back all the time.
      const env = { ...process.env, TMPDIR: '/dev/shm' };
      this.#process = await this.#processes.start(this.name, argv, { env, cwd: '/' });
    }
    await this.#answered(signal);
  }

  /** Pulls the plug. */
  async powerOff(): Promise<void> {
    if (this.#process !== undefined && this.running) await this.#processes.stop(this.#process, 0);
  }

  /** Stops the machine between two instructions, as a paused hypervisor would; its peers see silence. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  thaw(): void {
    this.#signal('SIGCONT');
  }

  /** Waits for the machine to go off by itself, for example because its lease ran out. */
  async waitForEnd(deadlineMs: number, signal: AbortSignal): Promise<ProcessEnd | undefined> {
    const end = Date.now() + deadlineMs;
    while (this.lastEnd === undefined && Date.now() < end) await sleep(20, undefined, { signal });
    return this.lastEnd;
  }

  /** The file on this machine that is the node's disk; only where the profile gives nodes one. */
  get disk(): string {
    return nodeDiskOf(this.name, this.#image);
  }

  /** Makes a host directory visible in the guest, read-only, for example the driver's bundle. */
  async mountHost(hostDirectory: string, at: string, signal: AbortSignal): Promise<void> {
    const mounted = `grep -qF ' ${at} ' /proc/mounts`;
    const script = `mkdir -p '${at}' && { ${mounted} || mount -t hostfs -o ro,'${hostDirectory}' none '${at}'; }`;
    await this.agent.must(script, { deadlineMs: 10_000, signal });
  }

  /** What outlives a reboot; made before the first one. */
  async #makeState(): Promise<void> {
    await mkdir(nodeStateOf(this.name, this.#image), { recursive: true });
    const { nodeDiskBytes, nodeDiskTemplate = '' } = this.#profile;
    const disk = nodeDiskOf(this.name, this.#image);
    if (nodeDiskBytes === undefined || PLACES[this.name].kind !== 'node' || existsSync(disk)) return;
    if (existsSync(nodeDiskTemplate)) await copySparse(nodeDiskTemplate, disk);
    const file = await open(disk, 'a');
    await file.truncate(nodeDiskBytes).finally(() => file.close());
  }

  /** The kernel's own process only: the processes it traces stand still with it. */
  #signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.#process !== undefined && this.running) signalProcess(this.#process.pid, name);
  }

  async #answered(signal: AbortSignal): Promise<void> {
    const end = Date.now() + BOOT_MS;
    for (;;) {
      if (!this.running) throw new Error(`${this.name} went off while it booted: see its log`);
      if (Date.now() > end) throw new GuestSilent(this.name, `not up after ${BOOT_MS} ms`);
      const reply = await this.agent.run('true', { deadlineMs: 1_500, signal }).catch((error: unknown) => {
        if (error instanceof GuestSilent) return undefined;
        throw error;
      });
      if (reply?.code === 0) return;
      await sleep(100, undefined, { signal });
    }
  }
}
