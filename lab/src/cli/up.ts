import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../host/cache.js';
import { sayOnStderr as say } from '../host/progress.js';
import { runSession, type StayUpOrder } from './outside.js';
import type { Program } from './program.js';

const READY = 'the lab is up: `npm run lab -- status`, `cut`, `heal`, `shell node-1`';

/** Stays in the foreground until Ctrl-C, SIGTERM or `down`; being stopped is how it ends well. */
export async function up(program: Program, order: StayUpOrder, stop: AbortSignal): Promise<number> {
  const announce = () => {
    say(`${READY}; Ctrl-C or \`npm run lab -- down\` ends it`);
    process.send?.('up');
  };
  const session = await runSession(program, order, announce, stop);
  return stop.aborted ? 0 : session.code;
}

/** Starts `up` in the background and waits until it is up. Its talk goes to a file in the cache. */
export async function upDetached(
  program: Program,
  { storage }: StayUpOrder,
  stop: AbortSignal,
): Promise<number> {
  await mkdir(cacheDirectory(), { recursive: true });
  const logFile = join(cacheDirectory(), 'lab-up.log');
  const log = await open(logFile, 'w');
  const argv = ['--enable-source-maps', program.file, 'up', '--storage', storage];
  const child = spawn(process.execPath, argv, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  stop.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const ready = await Promise.race([
    once(child, 'message').then(() => true),
    once(child, 'exit').then(() => false),
  ]);
  if (!ready) {
    process.stderr.write(await readFile(logFile, 'utf8'));
    return child.exitCode ?? 70;
  }
  child.disconnect();
  child.unref();
  say(`${READY}; \`npm run lab -- down\` ends it (log: ${logFile})`);
  return 0;
}
