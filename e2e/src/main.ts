import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeOf, runInternal, runScenario, sayOnStderr, stopSignal, type Program } from '@twinsite/lab';
import { HELP, parseCommand } from './cli/e2e-command.js';
import { preparePrograms } from './programs/programs.js';
import { serveRegistrar } from './registrar/serve-registrar.js';
import { firstPvc } from './story/first-pvc.js';

const file = fileURLToPath(import.meta.url);
/** src/main.ts and bundle/main.mjs are both one level below this workspace; the lab is its neighbour. */
const home = dirname(dirname(file));
const program: Program = { file, labDirectory: join(dirname(home), 'lab'), scenarios: [firstPvc] };

async function run(words: readonly string[]): Promise<number> {
  switch (parseCommand(words)) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'prepare':
      await preparePrograms(sayOnStderr, stopSignal());
      return 0;
    case 'first-pvc':
      return runScenario(program, { name: firstPvc.name, options: {} }, stopSignal());
  }
}

async function main(words: readonly string[]): Promise<number> {
  try {
    const [verb, ...rest] = words;
    // Inside the node, from this very bundle: what node-driver-registrar is on a cluster.
    if (verb === 'internal-registrar') return await serveRegistrar(rest, stopSignal());
    return (await runInternal(words, program)) ?? (await run(words));
  } catch (error) {
    return exitCodeOf(error);
  }
}

process.exit(await main(process.argv.slice(2)));
