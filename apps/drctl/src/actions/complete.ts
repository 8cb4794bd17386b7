import type { Command } from 'commander';
import { readDrctlConfig } from '../config/read-config.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Workbench } from '../workbench.js';
import { completionsOf, type Names } from './completions.js';

/**
 * What the last word may become, one a line with a tab before what it means; then `:4`, or `:0` where files are meant too. That is the
 * protocol in which kubectl asks `kubectl_complete-drctl`.
 */
export function runComplete(
  { terminal, env }: Workbench,
  program: Command,
  words: readonly string[],
): ExitCode {
  const { candidates, files } = completionsOf(program, words, (config) =>
    namesIn(config ?? env['DRCTL_CONFIG'] ?? 'drctl.yaml', env),
  );
  for (const { word, meaning } of candidates) terminal.out(meaning === '' ? word : `${word}\t${meaning}`);
  terminal.out(files ? ':0' : ':4');
  return EXIT.ok;
}

/** None from a file that is not there or has problems: nobody who types wants to read them. */
function namesIn(path: string, env: Workbench['env']): Names {
  const config = readDrctlConfig(path, env);
  if (!config.ok) return { group: [], cluster: [] };
  return {
    group: config.value.groups.map(({ name }) => name),
    cluster: config.value.clusters.map(({ id }) => id),
  };
}
