import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, runSession, sayOnStderr as say, type Program } from '@twinsite/lab';

export const PLAY = 'k8s-up';

const READY = `the cluster is up:
  npm run k8s -- kubectl get pods -A    kubectl as its administrator
  npm run lab -- shell node-1           a shell on a node
  npm run lab -- cut site-a             and heal site-a
  npm run k8s -- down                   ends it`;

/** Stays in the foreground until Ctrl-C, SIGTERM or `down`; being stopped is how it ends well. */
export async function k8sUp(program: Program, stop: AbortSignal): Promise<number> {
  const announce = (): void => {
    say(READY);
    process.send?.('up');
  };
  const session = await runSession(program, { name: PLAY, options: {} }, announce, stop);
  return stop.aborted ? 0 : session.code;
}

/** The same in the background; returns when the cluster is up. Its talk goes to a file in the cache. */
export async function k8sUpDetached(program: Program, stop: AbortSignal): Promise<number> {
  await mkdir(cacheDirectory(), { recursive: true });
  const logFile = join(cacheDirectory(), 'k8s-up.log');
  const log = await open(logFile, 'w');
  const argv = ['--enable-source-maps', program.file, 'k8s', 'up'];
  const child = spawn(process.execPath, argv, { detached: true, stdio: ['ignore', log.fd, log.fd, 'ipc'] });
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
  say(`${READY} (log: ${logFile})`);
  return 0;
}
