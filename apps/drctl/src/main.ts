import { basename } from 'node:path';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { processTerminal } from './process-terminal.js';
import { buildProgram } from './program.js';
import type { Workbench } from './workbench.js';

const interrupt = new AbortController();
const bench: Workbench = {
  terminal: processTerminal(),
  env: process.env,
  interrupted: interrupt.signal,
  openArrays: async ({ arrays }) => {
    const [{ createArrayDirectory }, { describeProblem }] = await Promise.all([
      import('@twinsite/xms-adapter'),
      import('@twinsite/domain'),
    ]);
    const directory = createArrayDirectory({ arrays });
    if (!directory.ok) throw new Error(describeProblem(directory.problem));
    return directory.value;
  },
  openCluster: async (settings) => {
    const { openCluster } = await import('./open-cluster.js');
    return openCluster(settings);
  },
  finish: (code) => {
    process.exitCode = code;
  },
};

/** Called by kubectl to complete `kubectl drctl ...`: a link of that name is all it needs. */
const asked = ([node = '', file = '', ...words]: readonly string[]): string[] =>
  basename(file, '.mjs') === 'kubectl_complete-drctl'
    ? [node, file, '__complete', '--', ...words]
    : [node, file, ...words];

/** Commander ends the process itself for --help and usage errors; its code is turned into ours. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  process.stderr.write(`drctl stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.failed;
}

/** Once: end in good order, the journal written. Twice: now. */
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
});
process.stdout.once('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has seen enough: nothing to tell.
  if (error.code !== 'EPIPE') process.stderr.write(`drctl cannot write its output: ${error.message}\n`);
  process.exit(EXIT.failed);
});
buildProgram(bench)
  .parseAsync(asked(process.argv))
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
  })
  // The answer is out; a call that outlives its deadline must not keep the shell waiting.
  .finally(() => process.exit());
