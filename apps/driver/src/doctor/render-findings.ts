import type { Finding } from '@twinsite/iscsi-adapter';

/** One line per check and one for its remedy, or one JSON object (docs/doctor.md). */
export function renderFindings(findings: readonly Finding[], output: 'text' | 'json'): string {
  const problems = findings.filter(({ level }) => level === 'problem').length;
  const warnings = findings.filter(({ level }) => level === 'warn').length;
  if (output === 'json') return `${JSON.stringify({ version: 1, problems, warnings, findings }, null, 1)}\n`;
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ level, check, evidence, remedy }) => [
    `${level.padEnd(8)}${check.padEnd(width + 2)}${evidence}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(8 + width + 2)}-> ${remedy}`]),
  ]);
  return `${lines.join('\n')}\n${problems} problems, ${warnings} warnings\n`;
}
