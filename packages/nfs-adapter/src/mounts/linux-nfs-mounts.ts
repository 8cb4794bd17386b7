import {
  failed,
  ok,
  type CancelSignal,
  type FsUsage,
  type LingeringMounts,
  type NfsBind,
  type NfsMount,
  type NfsMountRequest,
  type NfsMounts,
  type NfsUnmount,
  type Problem,
  type Result,
  type UnmountOutcome,
} from '@twinsite/domain';
import {
  parseStatFs,
  runExpectingZero,
  stdoutText,
  unexpectedExit,
  type LinuxHost,
} from '@twinsite/linux-host';
import { mountAnswer, silentWhenHung } from './mount-answer.js';
import { bindCommand, mountCommand, unmountCommand, usageCommand, type NfsTimes } from './nfs-commands.js';
import { NfsTable } from './nfs-table.js';
import { UnmountLadder } from './unmount-ladder.js';

/** mount(8), umount(8) and stat(1) of the host, and the kernel's mount table. */
export class LinuxNfsMounts implements NfsMounts {
  private readonly host: LinuxHost;
  private readonly times: NfsTimes;
  private readonly table: NfsTable;
  private readonly ladder: UnmountLadder;

  constructor(host: LinuxHost, lingering: LingeringMounts, times: NfsTimes) {
    this.host = host;
    this.times = times;
    this.table = new NfsTable(host);
    this.ladder = new UnmountLadder({ host, table: this.table, lingering, times });
  }

  list(paths: readonly string[], signal: CancelSignal): Promise<Result<readonly NfsMount[], Problem>> {
    return this.table.listAs(paths, signal);
  }

  async mount(request: NfsMountRequest, signal: CancelSignal): Promise<Result<void, Problem>> {
    const made = await this.makeDirectory(request.path, signal);
    if (!made.ok) return made;
    const command = mountCommand({ ...request, path: made.value }, this.times);
    const start = this.host.clock.now();
    const output = await this.host.runner.run(command, signal);
    if (!output.ok) return failed(silentWhenHung(output.problem, request.source, 'mount'));
    if (output.value.exitCode === 0) return ok(undefined);
    const elapsedMs = this.host.clock.now() - start;
    return failed(mountAnswer(request.source, { command, output: output.value, elapsedMs }));
  }

  async bind({ from, path, readOnly }: NfsBind, signal: CancelSignal): Promise<Result<void, Problem>> {
    const below = await this.top(from, signal);
    if (!below.ok) return below;
    const made = await this.makeDirectory(path, signal);
    if (!made.ok) return made;
    const { source } = below.value;
    const command = bindCommand({ source, from: below.value.path, path: made.value, readOnly }, this.times);
    const output = await runExpectingZero(this.host.runner, command, signal);
    if (!output.ok) return failed(silentWhenHung(output.problem, source, 'bind'));
    return readOnly ? this.proveReadOnly(path, signal) : ok(undefined);
  }

  unmount(request: NfsUnmount, signal: CancelSignal): Promise<Result<UnmountOutcome, Problem>> {
    return this.ladder.descend(request, signal);
  }

  async usage(path: string, signal: CancelSignal): Promise<Result<FsUsage, Problem>> {
    const mount = await this.top(path, signal);
    if (!mount.ok) return mount;
    const command = usageCommand(mount.value, this.times);
    const output = await runExpectingZero(this.host.runner, command, signal);
    if (!output.ok) return failed(unanswered(output.problem, mount.value, this.times));
    const usage = parseStatFs(stdoutText(output.value));
    return usage === undefined ? failed(unexpectedExit(command, output.value)) : ok(usage);
  }

  async removePath(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const mounted = await this.table.at(path, signal);
    if (!mounted.ok) return mounted;
    if (mounted.value.layers.length > 0)
      return failed({ kind: 'host-io', operation: 'removing', path, code: 'EBUSY' });
    return this.host.hostPaths.removeEmpty(mounted.value.path, signal);
  }

  /** Answers the path without links. What is mounted there already stands on a directory, and is not looked at. */
  private async makeDirectory(given: string, signal: CancelSignal): Promise<Result<string, Problem>> {
    const mounted = await this.table.at(given, signal);
    if (!mounted.ok) return mounted;
    const { path, layers } = mounted.value;
    if (layers.length > 0) return ok(path);
    const made = await this.host.hostPaths.makeDirectory(path, signal);
    return made.ok ? ok(path) : made;
  }

  private async top(path: string, signal: CancelSignal): Promise<Result<NfsMount, Problem>> {
    const mounted = await this.table.at(path, signal);
    if (!mounted.ok) return mounted;
    const mount = mounted.value.layers.at(-1);
    return mount === undefined ? failed({ kind: 'path-missing', path }) : ok(mount);
  }

  /** mount(8) before 2.39 binds first and then takes the writing away; killed between the two it would leave a writable one. */
  private async proveReadOnly(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const bound = await this.top(path, signal);
    if (!bound.ok || bound.value.readOnly) return bound.ok ? ok(undefined) : bound;
    const undo = await runExpectingZero(
      this.host.runner,
      unmountCommand(bound.value, 'plain', this.times),
      signal,
    );
    const detail = 'the bind is writable although read-only was asked for';
    return undo.ok ? failed({ kind: 'tool-failed', tool: 'mount', exitCode: 0, detail }) : undo;
  }
}

/** A look that still waits for its server keeps the one place there is: the next one learns as much without waiting. */
function unanswered(problem: Problem, { source }: NfsMount, { usageMs }: NfsTimes): Problem {
  const hung: Problem = { kind: 'tool-hung', tool: 'stat', afterMs: usageMs, stuck: true };
  return silentWhenHung(problem.kind === 'pending' ? hung : problem, source, 'stat -f');
}
