import type { CommonOptions } from '../commands/options.js';
import { readDrctlConfig } from '../config/read-config.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { bundleAnswer } from '../render/bundle-facts.js';
import { print } from '../render/print.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { provedBundle, type Proved } from './proved-bundle.js';
import { endOf } from './session.js';
import { stop, stopForConfig } from './stop.js';

export interface VerifyOptions extends CommonOptions {
  readonly group?: string;
  readonly maxAge?: number;
  readonly acceptOlder: boolean;
}

/** `drctl verify [BUNDLE]`: proves a bundle without any cluster. */
export async function runVerify(
  bench: Workbench,
  path: string | undefined,
  options: VerifyOptions,
): Promise<ExitCode> {
  const { terminal } = bench;
  const config = readDrctlConfig(options.config, bench.env);
  if (!config.ok) return stopForConfig(terminal, config.problem);
  const { group, maxAge, acceptOlder, timeout } = options;
  if (path === undefined && group === undefined) {
    terminal.err('name a bundle (a directory or a tar), or a group of the store with --group');
    return EXIT.usage;
  }
  const signal = endOf(bench, timeout);
  const wanted = { path, group, maxAge, acceptOlder, acceptGaps: false };
  return tell(terminal, await provedBundle(config.value, wanted, signal), options);
}

function tell(terminal: Terminal, proved: Proved, { output }: VerifyOptions): ExitCode {
  switch (proved.kind) {
    case 'config':
      return stopForConfig(terminal, proved.problems);
    case 'missing':
      return stop(terminal, [proved.problem]);
    case 'unproved':
      stop(terminal, proved.problems);
      terminal.err(`bundle ${proved.place} is not to be used: ${proved.problems.length} problems`);
      return EXIT.failed;
    case 'proved':
      print(terminal, output, bundleAnswer(proved.place, proved.bundle.manifest));
      terminal.err(
        proved.trusted
          ? 'every byte is the one that was written, and signed by a key that is trusted here'
          : 'every byte is the one that was written; who wrote it is not proved: name keys.trusted',
      );
      return EXIT.ok;
  }
}
