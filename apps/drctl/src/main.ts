import { describeProblem } from '@twinsite/domain';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { buildProgram, type Workbench } from './program.js';

const bench: Workbench = {
  terminal: {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  },
  open: ({ arrays }) => {
    const directory = createArrayDirectory({ arrays });
    if (!directory.ok) throw new Error(describeProblem(directory.problem));
    return directory.value;
  },
  finish: (code) => {
    process.exitCode = code;
  },
};

/** Commander ends the process itself for --help and usage errors; its code is turned into ours. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  process.stderr.write(`drctl stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.failed;
}

process.once('SIGINT', () => process.exit(EXIT.interrupted));
process.stdout.once('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has seen enough: nothing to tell.
  if (error.code !== 'EPIPE') process.stderr.write(`drctl cannot write its output: ${error.message}\n`);
  process.exit(EXIT.failed);
});
buildProgram(bench)
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
  })
  // The answer is out; a call that outlives its deadline must not keep the shell waiting.
  .finally(() => process.exit());
