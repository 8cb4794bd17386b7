import 'reflect-metadata';
import { configProblemLines, ConfigProblems, type ConfigProblem } from '@twinsite/domain';
import { multipathConfig } from '@twinsite/iscsi-adapter';
import { startBackground } from './composition/start-background.js';
import { compose } from './composition/compose.js';
import { TOKENS } from './composition/tokens.js';
import { readCommandLine, USAGE, type CommandLine } from './config/command-line.js';
import { readDoctorConfig } from './config/doctor-config.js';
import { readDriverConfig, readDriverKind } from './config/driver-config.js';
import { runDoctor } from './doctor/run-doctor.js';
import { reachCluster } from './kubernetes/reach-cluster.js';
import { createLogger } from './logger.js';
import { outliveRejections } from './outlive-rejections.js';
import { runDriver } from './run-driver.js';
import { DRIVER_VERSION, nameOf } from './version.js';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function main(): Promise<number> {
  const problems = new ConfigProblems();
  const line = readCommandLine(process.argv.slice(2), process.env, problems);
  if (line.asks('help')) return print(USAGE);
  if (line.asks('version')) return print(`${nameOf(readDriverKind(line, problems))} ${DRIVER_VERSION}`);
  if (line.asks('doctor') || line.asks('print-multipath-conf')) return look(line, problems);
  return serve(line, problems);
}

async function look(line: CommandLine, problems: ConfigProblems): Promise<number> {
  const config = readDoctorConfig(line, problems);
  if (!config.ok) return misconfigured(config.problem);
  if (line.asks('doctor')) return runDoctor(config.value, (text) => process.stdout.write(text));
  return print(multipathConfig(config.value.multipath).trimEnd());
}

async function serve(line: CommandLine, problems: ConfigProblems): Promise<number> {
  const config = readDriverConfig(line, problems);
  if (!config.ok) return misconfigured(config.problem);
  const log = createLogger(nameOf(config.value.driver), config.value.logLevel);
  outliveRejections(log);
  const { kubernetes } = config.value;
  const access = kubernetes === undefined ? undefined : await reachCluster(kubernetes, process.env);
  if (access?.ok === false) return misconfigured([access.problem]);
  const container = compose(config.value, log, access?.value);
  const background = await startBackground(container, log);
  if (!background.ok) {
    log.error(background.problem);
    return EXIT_FAILED;
  }
  const close = async (): Promise<void> => {
    await background.value.stop();
    if (config.value.mode !== 'node') await container.resolve(TOKENS.arrays).close();
  };
  return runDriver({ server: container.resolve(TOKENS.server), log, close });
}

function misconfigured(problems: readonly ConfigProblem[]): number {
  process.stderr.write(`the configuration has problems:\n  ${configProblemLines(problems).join('\n  ')}\n`);
  return EXIT_USAGE;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
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
