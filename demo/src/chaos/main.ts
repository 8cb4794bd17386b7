import { parseArgs } from 'node:util';
import { oneRun, type RunResult } from './one-run.js';

/** Several stories at once: they mostly wait. */
const AT_ONCE = 12;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '200' },
      'until-violation': { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  });
  const [seed, runs] = [Number(values.seed), Number(values.runs)];
  const queue = Array.from({ length: runs }, (_, index) => seed + index);
  const results: RunResult[] = [];
  const found = (): boolean => results.some(({ violations }) => violations.length > 0);
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (values['until-violation'] && found()) return;
      const result = await oneRun(next);
      results.push(result);
      tell(result, { done: results.length, runs, quiet: values.quiet });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, runs) }, lane));
  const violations = results.filter((one) => one.violations.length > 0);
  const sum = (of: (result: RunResult) => number): number => results.reduce((all, one) => all + of(one), 0);
  const told = {
    runs: results.length,
    violations: violations.length,
    seeds: violations.map((one) => one.seed),
    moved: sum(({ moved }) => moved),
    writes: sum(({ writes }) => writes),
  };
  process.stdout.write(`RESULT ${JSON.stringify(told)}\n`);
  return violations.length === 0 ? 0 : 1;
}

interface Told {
  readonly done: number;
  readonly runs: number;
  readonly quiet: boolean;
}

function tell({ seed, violations, story }: RunResult, { done, runs, quiet }: Told): void {
  if (violations.length > 0 && !quiet) {
    const [first] = violations;
    const lines = [
      `seed ${seed}: site ${first?.by ?? '?'} wrote ${violations.length} times out of its turn`,
      ...story,
    ];
    process.stdout.write(`${lines.join('\n')}\nagain: npm run chaos -- --seed ${seed} --runs 1\n`);
  }
  if (!quiet && done % 20 === 0) process.stdout.write(`${done} of ${runs} runs\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `chaos failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
