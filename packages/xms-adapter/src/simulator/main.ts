import { readFileSync } from 'node:fs';
import { readArguments } from './main-arguments.js';
import { startSimulator } from './simulator.js';

const usage = `Simulated XMS storage manager.

  --listen a=HOST:PORT,b=HOST:PORT   addresses of the managers at site a and site b (port 0 = any free one)
  --control HOST:PORT                JSON control port: GET /state, POST /switches, POST /site/a/cut, ...
  --config FILE                      JSON: {"topology": {...}, "switches": {...}, "leaseMs": ..., ...}
  --help
`;

/** Returns when the managers listen; a signal ends them and the process. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const { options, problems } = readArguments(process.argv.slice(2), (file) => readFileSync(file, 'utf8'));
  if (problems.length > 0) {
    process.stderr.write(`${problems.join('\n')}\n\n${usage}`);
    process.exitCode = 64;
    return;
  }
  const sim = await startSimulator({ ...options, print: (line) => process.stderr.write(`${line}\n`) });
  for (const { name, url } of sim.managers()) process.stdout.write(`${name} ${url}\n`);
  if (sim.controlUrl !== undefined) process.stdout.write(`control ${sim.controlUrl}\n`);
  process.stdout.write('ready\n');
  const end = (): void => void sim.close();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 69;
});
