import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from './if-missing.js';
import { identify, type ProcessIdentity } from './process-identity.js';

/** A record per process the lab has started, on disk, so that a later command can end it after a kill -9. */
export class ChildLedger {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async add(role: string, pid: number): Promise<void> {
    const identity = await identify(pid);
    if (identity === undefined) return;
    await mkdir(this.#directory, { recursive: true });
    const file = join(this.#directory, String(pid));
    await writeFile(`${file}.new`, JSON.stringify({ version: 1, role, ...identity }));
    await rename(`${file}.new`, file);
  }

  async remove(pid: number): Promise<void> {
    await rm(join(this.#directory, String(pid)), { force: true });
  }

  async all(): Promise<ProcessIdentity[]> {
    const names = await ifMissing<string[]>(readdir(this.#directory), []);
    const wanted = names.filter((name) => /^\d+$/.test(name));
    const texts = await Promise.all(wanted.map((name) => readFile(join(this.#directory, name), 'utf8')));
    return texts.map((text) => {
      const record = JSON.parse(text) as ProcessIdentity;
      return { pid: record.pid, startTicks: record.startTicks };
    });
  }
}
