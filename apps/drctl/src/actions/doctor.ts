import { examine, type DoctorFinding } from '@twinsite/domain';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { Workbench } from '../workbench.js';
import { examinedFacts } from './examined-facts.js';
import { onClusters } from './session.js';

export type DoctorOptions = CommonOptions & DirectionOptions;

/** `drctl doctor [GROUP]`: reads only. Exit code 1 with any problem. */
export const runDoctor = (
  bench: Workbench,
  group: string | undefined,
  options: DoctorOptions,
): Promise<ExitCode> =>
  onClusters(bench, { ...options, group }, async (session) => {
    const findings = examine(await examinedFacts(bench, session));
    const { terminal } = bench;
    print(terminal, options.output, {
      table: () => table(findings.filter(({ level }) => level !== 'ok')),
      wide: () => table(findings),
      names: () => findings.filter(({ level }) => level === 'problem').map(({ check }) => check),
      data: { findings },
    });
    const count = (level: DoctorFinding['level']): number =>
      findings.filter((one) => one.level === level).length;
    terminal.err(
      `${count('ok')} ok, ${count('warn')} warnings, ${count('problem')} problems; -o wide shows all`,
    );
    if (session.signal.aborted) return bench.interrupted.aborted ? EXIT.interrupted : EXIT.timeout;
    return count('problem') === 0 ? EXIT.ok : EXIT.failed;
  });

function table(findings: readonly DoctorFinding[]): string {
  if (findings.length === 0) return 'nothing to be done';
  return columns(
    ['LEVEL', 'CHECK', 'SEEN', 'TO DO'],
    findings.map(({ level, check, evidence, remedy }) => [level, check, evidence, remedy]),
  );
}
