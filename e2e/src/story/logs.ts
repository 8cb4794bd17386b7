import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDirectory, sayOnStderr as say, type Lab } from '@twinsite/lab';
import { keepNodeLogs } from '../node/node-logs.js';
import { NODES } from '../world/kube-nodes.js';

const LINES = 8;

/** The last lines of every log that can tell why a story stopped, and where the whole ones will be. */
export async function showLogs(lab: Lab, signal: AbortSignal): Promise<void> {
  for (const name of NODES) await keepNodeLogs(lab, name, signal);
  const directory = dirname(lab.processes.logOf('any'));
  for (const name of (await readdir(directory)).sort()) {
    const lines = (await readFile(join(directory, name), 'utf8')).trimEnd().split('\n');
    say(`---- ${name}`);
    for (const line of lines.slice(-LINES)) say(line.slice(0, 400));
  }
  say(`whole logs: ${join(cacheDirectory(), 'last-lab-logs')}`);
}
