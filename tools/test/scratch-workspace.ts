import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A throw-away workspace with our rules and the given files, so that violations never stand in the real tree. */
export class ScratchWorkspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'twinsite-walls-'));

  constructor(files: Readonly<Record<string, string>>) {
    for (const rules of [
      '.dependency-cruiser.cjs',
      'eslint.config.mjs',
      'tsconfig.base.json',
      'package.json',
    ]) {
      cpSync(join(root, rules), join(this.directory, rules));
    }
    symlinkSync(join(root, 'node_modules'), join(this.directory, 'node_modules'));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
  }

  /** Everything a tool of the workspace prints, whether it succeeds or not. */
  run(tool: string, args: readonly string[]): string {
    try {
      return execFileSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
        cwd: this.directory,
        encoding: 'utf8',
        timeout: 60_000,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
      return `${stdout ?? ''}${stderr ?? ''}`;
    }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
