import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ChildLedger } from '../host/child-ledger.js';
import { ifMissing } from '../host/if-missing.js';
import { LabRefused } from '../host/lab-refused.js';
import { identify, type ProcessIdentity } from '../host/process-identity.js';

/**
 * Where a lab keeps its state; there is one on a machine, unless tools/own-lab makes room for more. The place does not depend on the login session: a later
 * `down` from another terminal, or under sudo, must find it.
 */
export class RunDirectory {
  readonly path: string;
  readonly ledger: ChildLedger;

  constructor(path: string = defaultPath()) {
    this.path = path;
    this.ledger = new ChildLedger(join(path, 'children'));
  }

  /** `lab`, or what TWINSITE_LAB_DIR ends with: two labs keep their logs apart. */
  get name(): string {
    return this.path === standardPath() ? 'lab' : basename(this.path);
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  get guestFiles(): string {
    return join(this.path, 'guest-files');
  }

  get uml(): string {
    return join(this.path, 'uml');
  }

  get nodeState(): string {
    return join(this.path, 'node-state');
  }

  async create(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const found = await lstat(this.path);
    if (!found.isDirectory() || found.uid !== process.getuid?.())
      throw new LabRefused(`${this.path} is not a directory of this user: remove it and try again`);
    for (const directory of [this.logs, this.guestFiles, this.uml, this.nodeState])
      await mkdir(directory, { recursive: true });
    const holder = await identify(process.pid);
    await writeFile(join(this.path, 'holder.json'), JSON.stringify({ version: 1, ...holder }));
  }

  /** The process that runs the lab, or ran it when it was killed. */
  async holder(): Promise<ProcessIdentity | undefined> {
    const text = await ifMissing(readFile(join(this.path, 'holder.json'), 'utf8'), '');
    if (text === '') return undefined;
    const record = JSON.parse(text) as ProcessIdentity;
    return { pid: record.pid, startTicks: record.startTicks };
  }

  async files(): Promise<string[]> {
    return ifMissing(readdir(this.path, { recursive: true }), []);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

const defaultPath = (): string => process.env['TWINSITE_LAB_DIR'] ?? standardPath();

const standardPath = (): string => `/tmp/twinsite-lab-${process.getuid?.() ?? 0}`;
