import { chmod, copyFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LioDataPlane } from './gateway/lio-data-plane.js';
import { Pool } from './gateway/pool.js';
import { FileGateways } from './file/file-gateways.js';
import { LabFilePlane } from './file/lab-file-plane.js';
import { Guest } from './guest/guest.js';
import { GuestSilent } from './guest/guest-agent.js';
import type { GuestImage } from './guest/kernel-arguments.js';
import { LabProcesses } from './host/lab-processes.js';
import type { LabProfile } from './lab-profile.js';
import { startMonitors } from './quorum/start-monitors.js';
import { SiteNetwork } from './network/site-network.js';
import { gatewaysOf, guestsOf, hasFiles } from './network/storage.js';
import {
  GATEWAYS,
  GUESTS,
  isFileGateway,
  type FileGatewayName,
  type GuestName,
  type Member,
  type Site,
} from './network/topology.js';
import type { RunDirectory } from './run-dir/run-directory.js';

export interface LabParts {
  readonly run: RunDirectory;
  readonly profile: LabProfile;
  /** The guests' shared root file system. */
  readonly root: string;
  /** The file of this program, started again for the monitors. */
  readonly program: string;
}

const BACKING = 'backing.img';

/** The running two-site lab, for scenarios. Lives inside the fabric namespace; so do the processes it starts. */
export class Lab {
  readonly network = new SiteNetwork();
  readonly processes: LabProcesses;
  readonly dataPlane: LioDataPlane;
  readonly pool: Pool;
  readonly fileGateways = new FileGateways();
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
      backingImage: join(parts.run.path, BACKING),
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
    const files = hasFiles(parts.profile.storage)
      ? new LabFilePlane(this.fileGateways, this.guest('backing').agent)
      : undefined;
    this.dataPlane = new LioDataPlane(new Map(gateways), pool, files);
  }

  /** Starts monitors and guests; resolves when every guest answers and every gateway holds its lease. */
  static async boot(parts: LabParts, signal: AbortSignal): Promise<Lab> {
    const pool = await Pool.create(parts.run.path, parts.profile.poolBytes);
    const { storage, backingBytes } = parts.profile;
    const lab = new Lab(parts, pool);
    try {
      if (hasFiles(storage)) await makeDisk(join(parts.run.path, BACKING), backingBytes);
      await startMonitors(lab.processes, parts, signal);
      await Promise.all(guestsOf(storage).map((name) => lab.guest(name).powerOn(signal)));
      await Promise.all(gatewaysOf(storage).map((name) => lab.waitForLease(name, signal)));
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

  /**
   * The power control's part of a heal: reboots gateways that are off and can be reached again. File gateways come back by
   * themselves, as empty.
   */
  async powerOnFenced(signal: AbortSignal): Promise<void> {
    for (const name of gatewaysOf(this.profile.storage)) {
      const isOff = !isFileGateway(name) && !this.guest(name).running;
      if (!(await this.network.isPlugged(name))) continue;
      if (isOff) await this.guest(name).powerOn(signal);
      if (isOff || isFileGateway(name)) await this.waitForLease(name, signal);
    }
  }

  /** Resolves when the gateway holds its lease, which is when it may be configured. */
  async waitForLease(name: GuestName | FileGatewayName, signal: AbortSignal): Promise<void> {
    const agent = isFileGateway(name) ? this.fileGateways.agent(name) : this.guest(name).agent;
    const limits = { deadlineMs: 5_000, signal };
    for (let tries = 0; tries < 200; tries++) {
      const reply = await agent.run('cat /run/lease', limits).catch(silence);
      if (reply?.stdout.trim() === 'held') return;
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

/** Undefined for a machine that has not got so far. */
function silence(error: unknown): undefined {
  if (!(error instanceof GuestSilent)) throw error;
}

async function makeDisk(file: string, bytes: number): Promise<void> {
  await writeFile(file, '', { flag: 'wx', mode: 0o600 });
  await truncate(file, bytes);
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
