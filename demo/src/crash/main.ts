import { atBoundary, type Boundary, type Verb } from './one-boundary.js';

/** They mostly wait. */
const AT_ONCE = 8;

/** `main.mjs DRCTL`: failover and relocate, killed after every record of their journals, gone on with on the same and on another host. */
async function main(program: string | undefined): Promise<number> {
  if (program === undefined) throw new Error('name the bundled drctl');
  const boundaries: Boundary[] = [];
  for (const verb of ['failover', 'relocate'] satisfies Verb[]) {
    const alone = await atBoundary(program, { verb, record: undefined, resumedBy: 'the same host' });
    if (alone.wrong.length > 0) throw new Error(`${verb} that nobody disturbs: ${alone.wrong.join('; ')}`);
    process.stdout.write(`${verb}: ${alone.records} records when nobody disturbs it\n`);
    for (let record = 1; record <= alone.records; record += 1)
      for (const resumedBy of ['the same host', 'another host'] as const)
        boundaries.push({ verb, record, resumedBy });
  }
  const queue = [...boundaries];
  let failed = 0;
  let killed = 0;
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const outcome = await atBoundary(program, next);
      if (outcome.killed) killed += 1;
      if (outcome.wrong.length > 0) failed += 1;
      const how = outcome.killed ? 'killed' : 'it had ended';
      const end = outcome.wrong.length === 0 ? 'the same end' : `WRONG: ${outcome.wrong.join('; ')}`;
      process.stdout.write(
        `${next.verb} after record ${next.record ?? 0}, ${how}, gone on with on ${next.resumedBy}: ${end}\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  process.stdout.write(`RESULT ${JSON.stringify({ boundaries: boundaries.length, killed, failed })}\n`);
  return failed === 0 && killed * 2 > boundaries.length ? 0 : 1;
}

main(process.argv[2]).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `failover-crash cannot run: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  },
);
