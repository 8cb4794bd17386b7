import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cutOrHeal } from './cli/cut.js';
import { down } from './cli/down.js';
import { exitCodeOf } from './cli/exit-code.js';
import { helpText } from './cli/help.js';
import { runInternal } from './cli/internal.js';
import { parseCommand, type LabCommand } from './cli/lab-command.js';
import type { Program } from './cli/program.js';
import { runScenario } from './cli/run-scenario.js';
import { shell } from './cli/shell.js';
import { status } from './cli/status.js';
import { stopSignal } from './cli/stop-signal.js';
import { up, upDetached } from './cli/up.js';
import { SCENARIOS } from './scenarios/registry.js';

const file = fileURLToPath(import.meta.url);
/** src/main.ts and bundle/main.mjs are both one level below the lab's directory. */
const program: Program = { file, labDirectory: dirname(dirname(file)), scenarios: SCENARIOS };

async function run(command: LabCommand): Promise<number> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText());
      return 0;
    case 'up':
      return command.detach ? upDetached(program, command, stopSignal()) : up(program, command, stopSignal());
    case 'down':
      return down();
    case 'status':
      return status(program);
    case 'shell':
      return shell(program, command.guest);
    case 'cut':
    case 'heal':
      return cutOrHeal(command.kind, command.what, command.sparing);
    case 'scenario':
      return runScenario(program, command, stopSignal());
  }
}

async function main(words: readonly string[]): Promise<number> {
  try {
    const internal = await runInternal(words, program);
    if (internal !== undefined) return internal;
    const flags = SCENARIOS.map((scenario) => [scenario.name, scenario.flags ?? {}] as const);
    return await run(parseCommand(words, Object.fromEntries(flags)));
  } catch (error) {
    return exitCodeOf(error);
  }
}

// A lab process may still hold handles (an agent that is being asked); the answer is known, so end here.
process.exit(await main(process.argv.slice(2)));
