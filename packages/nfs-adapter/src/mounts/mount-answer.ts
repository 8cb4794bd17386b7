import { formatNfsSource, type MountRefusal, type NfsSource, type Problem } from '@twinsite/domain';
import { unexpectedExit, type Command, type CommandOutput } from '@twinsite/linux-host';

/** Words of mount.nfs 2.6.2 (utils/mount/error.c, network.c, stropts.c) in the C locale, before those of mount(8) 2.38. */
const REFUSALS: readonly (readonly [RegExp, MountRefusal])[] = [
  [/rpc\.statd is not running/, 'no-lock-service'],
  [/access denied by server/, 'access-denied'],
  [/reason given by server: (Permission denied|Operation not permitted)/, 'access-denied'],
  [/reason given by server: (No such file or directory|Not a directory)/, 'no-such-export'],
  [/Stale file handle/, 'no-such-export'],
  [/requested NFS version or transport protocol is not supported/, 'version-unsupported'],
  [/Protocol not supported|NFS version \d+ is not supported|Program not registered/, 'version-unsupported'],
  [/Connection refused|Failed to discover mountd port/, 'not-serving'],
  [/incorrect mount option|Unsupported nfs4? mount option|parsing error on|bad usage/, 'bad-option'],
];

const NO_ANSWER =
  /Connection timed out|timed out, giving up|No route to host|Network is unreachable|Host is down/;

/** What mount(8) says when there is no mount.nfs. */
const NO_HELPER = /need a \/sbin\/mount\.<type> helper program|unknown filesystem type 'nfs/;

/** What a mount that did not end with 0 means. */
export function mountAnswer(
  source: NfsSource,
  {
    command,
    output,
    elapsedMs,
  }: { readonly command: Command; readonly output: CommandOutput; readonly elapsedMs: number },
): Problem {
  const { stderr } = output;
  if (NO_HELPER.test(stderr)) return { kind: 'tool-missing', tool: 'mount.nfs', package: 'nfs-common' };
  const refusal = REFUSALS.find(([words]) => words.test(stderr))?.[1];
  const text = formatNfsSource(source);
  if (refusal === undefined && NO_ANSWER.test(stderr))
    return { kind: 'server-silent', source: text, operation: 'mount', afterMs: elapsedMs };
  const failure = unexpectedExit(command, output);
  if (refusal === undefined || failure.kind !== 'tool-failed') return failure;
  return { kind: 'mount-refused', source: text, refusal, detail: failure.detail };
}

/** A child that had to be killed waited for the server: for all else these tools need no time. */
export function silentWhenHung(problem: Problem, source: NfsSource, operation: string): Problem {
  if (problem.kind !== 'tool-hung') return problem;
  return { kind: 'server-silent', source: formatNfsSource(source), operation, afterMs: problem.afterMs };
}
