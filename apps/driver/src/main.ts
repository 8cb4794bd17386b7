import { configProblemLines, ConfigProblems } from '@twinsite/domain';
import { compose } from './composition/compose.js';
import { TOKENS } from './composition/tokens.js';
import { readCommandLine, USAGE } from './config/command-line.js';
import { readDriverConfig } from './config/driver-config.js';
import { createLogger } from './logger.js';
import { runDriver } from './run-driver.js';
import { DRIVER_NAME, DRIVER_VERSION } from './version.js';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function main(): Promise<number> {
  const problems = new ConfigProblems();
  const line = readCommandLine(process.argv.slice(2), process.env, problems);
  if (line.help || line.version) {
    process.stdout.write(line.help ? `${USAGE}\n` : `${DRIVER_NAME} ${DRIVER_VERSION}\n`);
    return 0;
  }
  const config = readDriverConfig(line, problems);
  if (!config.ok) {
    process.stderr.write(
      `the configuration has problems:\n  ${configProblemLines(config.problem).join('\n  ')}\n`,
    );
    return EXIT_USAGE;
  }
  const log = createLogger(DRIVER_NAME, config.value.logLevel);
  const container = compose(config.value, log);
  const usesArrays = config.value.mode !== 'node';
  const close = (): Promise<void> =>
    usesArrays ? container.resolve(TOKENS.arrays).close() : Promise.resolve();
  return runDriver({ server: container.resolve(TOKENS.server), log, close });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `the driver cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = EXIT_FAILED;
  },
);
