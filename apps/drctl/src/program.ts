import { configProblemLines, type ArrayDirectory } from '@twinsite/domain';
import { Command, InvalidArgumentError, Option } from 'commander';
import { sites, type SitesOutput, type Terminal } from './commands/sites.js';
import { readDrctlConfig, type DrctlConfig } from './config/drctl-config.js';
import { EXIT, type ExitCode } from './exit-codes.js';

export interface Workbench {
  readonly terminal: Terminal;
  /** Opens the arrays of a configuration; `close` ends their connections. */
  open(config: DrctlConfig): ArrayDirectory & { close(): Promise<void> };
  /** Called with the exit code of the command that ran. */
  finish(code: ExitCode): void;
}

const EXIT_HELP = `
Exit codes: 0 ok, 1 failed or not healthy, 2 usage or configuration, 6 timeout, 130 interrupted.`;

interface SitesOptions {
  readonly config: string;
  readonly output: SitesOutput;
  readonly timeout: number;
}

export function buildProgram(bench: Workbench): Command {
  const program = new Command('drctl').description(
    'shows an operator how the two sites of the storage stand',
  );
  // Before the first command: commands inherit the settings of the moment they are made in.
  program.exitOverride().showHelpAfterError('(drctl --help tells more)');
  program.version('0.1.0').addHelpText('after', EXIT_HELP);
  program
    .command('sites')
    .description('hosts, monitor quorum, pools, gateways and access paths of the storage, by site')
    .addOption(new Option('-c, --config <file>', 'configuration').env('DRCTL_CONFIG').default('drctl.yaml'))
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--timeout <seconds>', 'give up after this time', parseSeconds, 30)
    .action(async (options: SitesOptions) => bench.finish(await runSites(bench, options)));
  return program;
}

async function runSites(bench: Workbench, options: SitesOptions): Promise<ExitCode> {
  const config = readDrctlConfig(options.config);
  if (!config.ok) {
    bench.terminal.err(
      `the configuration has problems:\n  ${configProblemLines(config.problem).join('\n  ')}`,
    );
    return EXIT.usage;
  }
  const arrays = bench.open(config.value);
  const signal = AbortSignal.timeout(options.timeout * 1000);
  try {
    return await sites(arrays, options.output, bench.terminal, signal);
  } finally {
    // Closing waits for calls under way (a login is shared, so no deadline ends it): not after our time is over.
    if (!signal.aborted) await arrays.close();
  }
}

function parseSeconds(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError('give a whole number of seconds from 1 to 9999.');
  return Number(text);
}
