import { Command } from 'commander';
import { registerBundles } from './commands/bundles.js';
import { registerCompletion } from './commands/completion.js';
import { registerConfig } from './commands/config.js';
import { registerDoctor } from './commands/doctor.js';
import { registerDrill } from './commands/drill.js';
import { registerInit } from './commands/init.js';
import { registerMoves } from './commands/moves.js';
import { registerOwnership } from './commands/ownership.js';
import { registerProtect } from './commands/protect.js';
import { registerRestore } from './commands/restore.js';
import { registerSites } from './commands/sites.js';
import { registerVersion } from './commands/version.js';
import { EXIT_HELP } from './exit-codes.js';
import { VERSION } from './version.js';
import type { Workbench } from './workbench.js';

/** In the order in which they are used. */
const REGISTERS = [
  registerInit,
  registerConfig,
  registerSites,
  registerDoctor,
  registerProtect,
  registerBundles,
  registerOwnership,
  registerRestore,
  registerMoves,
  registerDrill,
  registerVersion,
  registerCompletion,
];

/** The command tree. What a command does is loaded when it runs: help must not wait for it. */
export function buildProgram(bench: Workbench): Command {
  const program = new Command('drctl').description(
    'keeps a second Kubernetes cluster ready for applications on storage that both sites see',
  );
  // Before the first command: commands inherit the settings of the moment they are made in.
  program.exitOverride().showHelpAfterError('(drctl --help tells more)');
  program.version(VERSION).addHelpText('after', EXIT_HELP);
  for (const register of REGISTERS) register(program, bench);
  return program;
}
