import { formatRef, type RecoverySet } from '@twinsite/domain';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';

/** What is referred to and was not found; without the required ones the group cannot start elsewhere. */
export function tellGaps(terminal: Terminal, { gaps }: RecoverySet): ExitCode {
  for (const { from, to, reason, required } of gaps) {
    const what = required ? 'problem' : 'note';
    terminal.err(`${what}: ${formatRef(to)} is missing; ${formatRef(from)} names it (${reason})`);
  }
  return gaps.some(({ required }) => required) ? EXIT.failed : EXIT.ok;
}
