import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeOf, sayOnStderr, stopSignal } from '@twinsite/lab';
import { checkChart } from './checks/check-chart.js';
import { HELP, parseCommand } from './cli/chart-command.js';
import { writeDeployFiles } from './deploy/deploy-files.js';
import { Chart } from './helm/chart.js';
import { helmProgram } from './helm/helm-program.js';

/** src/main.ts and bundle/main.mjs are both one level below this workspace; the chart is its neighbour. */
const charts = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const repository = dirname(charts);

async function main(words: readonly string[]): Promise<number> {
  const command = parseCommand(words);
  if (command.verb === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const signal = stopSignal();
  const helm = await helmProgram(sayOnStderr, signal);
  const chart = new Chart({ helm, directory: join(charts, 'twinsite') }, signal);
  switch (command.verb) {
    case 'check':
      return checkChart(chart, repository);
    case 'deploy-yaml':
      await writeDeployFiles(chart, repository, sayOnStderr);
      return 0;
    case 'render': {
      const { code, stdout, stderr } = await chart.run(command.words);
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      return code;
    }
  }
}

process.exit(await main(process.argv.slice(2)).catch(exitCodeOf));
