import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandOutput } from './command-runner.port.js';
import type { ProcessEnd } from './process-launcher.port.js';
import { labelOf } from './redact.js';
import { packageOf } from './tool-packages.js';

/** What a child's end means to the caller: an exit code is data, the rest are problems. */
export function endOf(command: Command, end: ProcessEnd): Result<CommandOutput, Problem> {
  switch (end.kind) {
    case 'missing':
      return failed({ kind: 'tool-missing', tool: command.tool, package: packageOf(command.tool) });
    case 'not-started':
      return failed({
        kind: 'tool-failed',
        tool: labelOf(command),
        exitCode: -1,
        detail: `it could not be started: ${end.code}`,
      });
    case 'exited':
      if (!end.overflow || command.headSuffices === true)
        return ok({ exitCode: end.exitCode, stdout: end.stdout, stderr: end.stderr });
      return failed({
        kind: 'tool-failed',
        tool: labelOf(command),
        exitCode: end.exitCode,
        detail: `it wrote more than ${end.stdout.length} bytes`,
      });
  }
}
