import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { unexpectedExit, type Command, type CommandOutput } from '@twinsite/linux-host';

/** iscsiadm(8), EXIT STATUS, and open-iscsi include/iscsi_err.h. */
const EXIT = {
  success: 0,
  transportFailed: 4,
  transportTimeout: 8,
  pduTimeout: 11,
  sessionExists: 15,
  daemonTrouble: [6, 18, 20],
  noObjects: 21,
  sysfsLookup: 22,
  loginRejected: 19,
  authFailed: 24,
};

/** Logged in, also when somebody else was faster (hazard H21). */
export function loginResult(command: Command, output: CommandOutput): Result<void, Problem> {
  const { exitCode } = output;
  return exitCode === EXIT.success || exitCode === EXIT.sessionExists
    ? ok(undefined)
    : failed(explained(command, output));
}

/** Nothing there to delete or log out of is success; the caller looks at sysfs in any case. */
export function removalResult(command: Command, output: CommandOutput): Result<void, Problem> {
  const gone = [EXIT.success, EXIT.noObjects, EXIT.sysfsLookup];
  return gone.includes(output.exitCode) ? ok(undefined) : failed(explained(command, output));
}

export function writeResult(command: Command, output: CommandOutput): Result<void, Problem> {
  return output.exitCode === EXIT.success ? ok(undefined) : failed(explained(command, output));
}

function explained(command: Command, output: CommandOutput): Problem {
  const problem = unexpectedExit(command, output);
  const meaning = meaningOf(output.exitCode);
  if (problem.kind !== 'tool-failed' || meaning === undefined) return problem;
  return { ...problem, detail: `${meaning} (${problem.detail})` };
}

function meaningOf(exitCode: number): string | undefined {
  if (exitCode === EXIT.authFailed) {
    return 'the target refuses this initiator; check the access mapping and the CHAP secret';
  }
  if ([EXIT.transportFailed, EXIT.transportTimeout, EXIT.pduTimeout].includes(exitCode)) {
    return 'the portal does not answer; check the gateway and the storage network';
  }
  if (exitCode === EXIT.loginRejected)
    return 'the target rejects the login; check that it exists at this portal';
  if (EXIT.daemonTrouble.includes(exitCode)) return 'iscsid does not work; start it on this node';
  return undefined;
}
