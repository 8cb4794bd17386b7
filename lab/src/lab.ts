import { chmod, copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LioDataPlane } from './gateway/lio-data-plane.js';
import { Pool } from './gateway/pool.js';
import { Guest } from './guest/guest.js';
import type { GuestImage } from './guest/kernel-arguments.js';
import { LabProcesses } from './host/lab-processes.js';
import type { LabProfile } from './lab-profile.js';
import { startMonitors } from './quorum/start-monitors.js';
import { SiteNetwork } from './network/site-network.js';
import { GATEWAYS, GUESTS, PLACES, type GuestName, type Member, type Site } from './network/topology.js';
import type { RunDirectory } from './run-dir/run-directory.js';

export interface LabParts {
  readonly run: RunDirectory;
  readonly profile: LabProfile;
  /** The guests' shared root file system. */
  readonly root: string;
  /** The file of this program, started again for the monitors. */
  readonly program: string;
}

/** The running two-site lab, for scenarios. Lives inside the fabric namespace; so do the processes it starts. */
export class Lab {
  readonly network = new SiteNetwork();
  readonly processes: LabProcesses;
  readonly dataPlane: LioDataPlane;
  readonly pool: Pool;
  readonly profile: LabProfile;
  /** For files of a scenario; removed with the lab. */
  readonly scratch: string;
  /** The file of this program, one level below the directory of its workspace. */
  readonly program: string;
  readonly #guests: ReadonlyMap<GuestName, Guest>;

  private constructor(parts: LabParts, pool: Pool) {
    const image: GuestImage = {
      root: parts.root,
      files: parts.run.guestFiles,
      umlDirectory: parts.run.uml,
      poolImage: pool.image,
      nodeState: parts.run.nodeState,
    };
    this.processes = new LabProcesses(parts.run.ledger, parts.run.logs);
    this.profile = parts.profile;
    this.scratch = parts.run.path;
    this.program = parts.program;
    this.pool = pool;
    this.#guests = new Map(
      GUESTS.map((name) => [name, new Guest(name, this.processes, image, parts.profile)]),
    );
    const gateways = GATEWAYS.map((name) => [name, this.guest(name).agent] as const);
    this.dataPlane = new LioDataPlane(new Map(gateways), pool);
  }

  /** Starts monitors and guests; resolves when every guest answers and both gateways hold their lease. */
  static async boot(parts: LabParts, signal: AbortSignal): Promise<Lab> {
    const pool = await Pool.create(parts.run.path, parts.profile.poolBytes);
    const lab = new Lab(parts, pool);
    try {
      await startMonitors(lab.processes, parts, signal);
      await Promise.all(GUESTS.map((name) => lab.guest(name).powerOn(signal)));
      await Promise.all(GATEWAYS.map((name) => lab.waitForLease(name, signal)));
      return lab;
    } catch (error) {
      await lab.teardown();
      throw error;
    }
  }

  guest(name: GuestName): Guest {
    const guest = this.#guests.get(name);
    if (guest === undefined) throw new RangeError(`no guest \`${name}\``);
    return guest;
  }

  cutSite(site: Site, options: { readonly sparing?: readonly Member[] } = {}): Promise<void> {
    return this.network.cutSite(site, options);
  }

  cutInterSiteLink(): Promise<void> {
    return this.network.cutInterSiteLink();
  }

  cutArbiter(): Promise<void> {
    return this.network.cutArbiter();
  }

  /** Plugs the site in again and switches on what has fenced itself there. A gateway comes back empty. */
  async healSite(site: Site, signal: AbortSignal): Promise<void> {
    await this.network.healSite(site);
    await this.powerOnFenced(signal);
  }

  async healInterSiteLink(signal: AbortSignal): Promise<void> {
    await this.network.healInterSiteLink();
    await this.powerOnFenced(signal);
  }

  healArbiter(): Promise<void> {
    return this.network.healArbiter();
  }

  /** The power control's part of a heal: reboots gateways that are off and can be reached again. */
  async powerOnFenced(signal: AbortSignal): Promise<void> {
    for (const name of GATEWAYS) {
      if (this.guest(name).running || !(await this.network.isPlugged(name))) continue;
      await this.guest(name).powerOn(signal);
      await this.waitForLease(name, signal);
    }
  }

  /** Resolves when the gateway holds its lease, which is when it may be configured. */
  async waitForLease(name: GuestName, signal: AbortSignal): Promise<void> {
    if (PLACES[name].kind !== 'gateway') throw new RangeError(`${name} is not a gateway`);
    const limits = { deadlineMs: 5_000, signal };
    for (let tries = 0; tries < 200; tries++) {
      if ((await this.guest(name).agent.must('cat /run/lease', limits)).trim() === 'held') return;
      await sleep(100, undefined, { signal });
    }
    throw new Error(`${name} has no lease from the monitors: see the monitors' logs`);
  }

  /** Ends every process; the network and the files go with the command that made them. */
  async teardown(): Promise<void> {
    await Promise.all([...this.#guests.values()].map((guest) => guest.powerOff()));
    await this.processes.stopAll(3_000);
  }
}

/** Puts what the guests run into one directory that they mount. */
export async function stageGuestFiles(
  labDirectory: string,
  programs: string,
  destination: string,
): Promise<void> {
  const scripts = (await readdir(join(labDirectory, 'guest'))).filter((name) => !name.endsWith('.c'));
  const sources = [
    ...scripts.map((name) => join(labDirectory, 'guest', name)),
    ...(await readdir(programs)).map((name) => join(programs, name)),
  ];
  for (const source of sources) {
    const target = join(destination, source.slice(source.lastIndexOf('/') + 1));
    await copyFile(source, target);
    await chmod(target, 0o755);
  }
}
