import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  down,
  ensurePrerequisites,
  exitCodeOf,
  runInternal,
  runScenario,
  sayOnStderr,
  stopSignal,
  type Program,
} from '@twinsite/lab';
import { HELP, parseCommand, type Chore } from './cli/e2e-command.js';
import { k8sKubectl } from './cli/k8s-kubectl.js';
import { k8sUp, k8sUpDetached } from './cli/k8s-up.js';
import { benchRestore } from './bench/bench-restore.js';
import { benchStart } from './bench/bench-start.js';
import { checkImage } from './image-check/check-image.js';
import { tellContracts } from './contracts/tell-contracts.js';
import { drRestore } from './dr-restore/dr-restore.js';
import { tellDryRun } from './dry-run/tell-dry-run.js';
import { failover } from './failover/failover.js';
import { E2E_NFS, e2eNfs } from './story/nfs/nfs-stories.js';
import { E2E, e2e } from './story/run-stories.js';
import { LAB_NEEDS, prepareCluster } from './world/lab-needs.js';
import { play } from './world/play.js';

const file = fileURLToPath(import.meta.url);
/** src/main.ts and bundle/main.mjs are both one level below this workspace; the lab is its neighbour. */
const home = dirname(dirname(file));
const program: Program = {
  file,
  labDirectory: join(dirname(home), 'lab'),
  scenarios: [e2e, e2eNfs, drRestore, failover, play],
};

async function run(words: readonly string[]): Promise<number> {
  const command = parseCommand(words);
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'chore':
      return CHORES[command.chore](stopSignal());
    case 'up':
      return command.detach ? k8sUpDetached(program, stopSignal()) : k8sUp(program, stopSignal());
    case 'kubectl':
      return k8sKubectl(command.words);
    case 'down':
      return down();
    case 'dr-restore':
    case 'failover':
      return runScenario(program, { name: command.kind, options: command.options }, stopSignal());
    case 'tell':
      return runScenario(program, { name: E2E, options: command.options }, stopSignal());
  }
}

/** What takes no words of its own. */
const CHORES: Readonly<Record<Chore, (signal: AbortSignal) => Promise<number>>> = {
  prepare,
  image,
  contracts: (signal) => onApiServer(tellContracts, signal),
  'dry-run': (signal) => onApiServer(tellDryRun, signal),
  'bench-restore': (signal) => onApiServer(benchRestore, signal),
  'bench-start': (signal) => benchStart(dirname(home), signal),
  nfs: (signal) => runScenario(program, { name: E2E_NFS, options: {} }, signal),
};

async function prepare(signal: AbortSignal): Promise<number> {
  await ensurePrerequisites(LAB_NEEDS.needs, sayOnStderr, signal);
  await prepareCluster(sayOnStderr, signal);
  return 0;
}

async function image(signal: AbortSignal): Promise<number> {
  await ensurePrerequisites([], sayOnStderr, signal);
  return checkImage(dirname(home), signal);
}

async function onApiServer(
  tell: (repository: string, signal: AbortSignal) => Promise<number>,
  signal: AbortSignal,
): Promise<number> {
  await ensurePrerequisites(LAB_NEEDS.needs, sayOnStderr, signal);
  return tell(dirname(home), signal);
}

async function main(words: readonly string[]): Promise<number> {
  try {
    return (await runInternal(words, program)) ?? (await run(words));
  } catch (error) {
    return exitCodeOf(error);
  }
}

process.exit(await main(process.argv.slice(2)));
