/** What every command of the workspace shares: set itself up, run a child on our terminal. Needs only Node and npm. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a child on our terminal, hands signals on, resolves with its exit code (128 + n for a signal). */
export function runToEnd(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(signal ? 128 + constants.signals[signal] : code);
    });
  });
}

/** npm writes node_modules/.package-lock.json as the last act of an install, so its age is the install's age. */
function installIsCurrent() {
  const stamp = join(root, 'node_modules/.package-lock.json');
  return existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** 0 when the workspace is ready, else npm's exit code with its words already on the terminal. */
export async function install() {
  if (installIsCurrent()) return 0;
  console.error('installing the workspace (npm ci) ...');
  const code = await runToEnd('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  if (code !== 0) console.error(`npm ci ended with ${code}: the lines above say why; nothing was started`);
  return code;
}
