import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELP, parseCommand, UsageError, type AccessType } from './cli/sanity-command.js';
import { Stopped, stopSignal } from './cli/stop-signal.js';
import { PrintedClaims } from './report/printed-claims.js';
import { runSimulated } from './simulated/run-simulated.js';
import { Unavailable } from './suite/unavailable.js';

const USAGE = 64;
const UNAVAILABLE = 69;
const DEFECT = 70;

/** src/main.ts and bundle/main.mjs are both one level below this package. */
const home = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(words: readonly string[]): Promise<number> {
  const command = parseCommand(words);
  if (command.kind === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  return command.real ? runReal(command.accessType) : simulated(command.accessType);
}

async function simulated(accessType: AccessType): Promise<number> {
  const claims = new PrintedClaims();
  const result = await runSimulated({ accessType, home, say }, claims, stopSignal());
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
  return claims.broken === 0 ? 0 : 1;
}

/** The lab boots its kernels, runs the suite among them and prints the same RESULT fields. */
async function runReal(accessType: AccessType): Promise<number> {
  const launch = join(dirname(home), 'tools/launch.mjs');
  const lab = spawn(process.execPath, [launch, 'lab', `sanity-${accessType}`], { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => lab.kill(name));
  const [code] = (await once(lab, 'exit')) as [number | null];
  return code ?? DEFECT;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Stopped) return error.exitCode;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof Unavailable) {
    say(message);
    return error instanceof UsageError ? USAGE : UNAVAILABLE;
  }
  say(`the suite could not be run: ${message}`);
  return DEFECT;
}

process.exit(await main(process.argv.slice(2)).catch(exitCodeOf));
