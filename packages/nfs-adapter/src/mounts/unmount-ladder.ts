import {
  failed,
  formatNfsSource,
  ok,
  type CancelSignal,
  type LingeringMounts,
  type NfsMount,
  type NfsUnmount,
  type Problem,
  type Result,
  type UnmountOutcome,
} from '@twinsite/domain';
import { pathHolders, unexpectedExit, type CommandOutput, type LinuxHost } from '@twinsite/linux-host';
import { unmountCommand, usageCommand, type NfsTimes, type UnmountStep } from './nfs-commands.js';
import type { NfsTable } from './nfs-table.js';

export interface LadderDeps {
  readonly host: Pick<LinuxHost, 'runner' | 'files'>;
  readonly table: NfsTable;
  readonly lingering: LingeringMounts;
  readonly times: NfsTimes;
}

/** The mount that is to come off, and how many stand at its path. */
interface Target {
  readonly volume: string;
  readonly path: string;
  readonly mount: NfsMount;
  readonly layers: number;
  /** Nothing else of its superblock is mounted: with it the superblock goes. */
  readonly isLast: boolean;
}

type Tried =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly result: Result<CommandOutput, Problem> };

const BEGUN = 'its unmount had not ended when the driver last looked';
const HELD = 'the kernel still holds it: another mount namespace shows it, or its last writes have no answer';

/** Plainly, by force, lazily: each step only when the one before has failed because the server is silent. */
export class UnmountLadder {
  private readonly deps: LadderDeps;

  constructor(deps: LadderDeps) {
    this.deps = deps;
  }

  async descend(
    { volume, path }: NfsUnmount,
    signal: CancelSignal,
  ): Promise<Result<UnmountOutcome, Problem>> {
    const before = await this.deps.table.at(path, signal);
    if (!before.ok) return before;
    const { all, layers } = before.value;
    const mount = layers.at(-1);
    if (mount === undefined) return ok({ kind: 'gone' });
    const isLast = !all.some((other) => other !== mount && other.device === mount.device);
    const target = { volume, path, mount, layers: layers.length, isLast };
    return isLast ? this.last(target, signal) : this.oneOfSeveral(target, signal);
  }

  /** Remembered before anything is tried: an unmount may detach the path and then wait in the kernel, or the driver may die. */
  private async last(target: Target, signal: CancelSignal): Promise<Result<UnmountOutcome, Problem>> {
    const kept = await this.remember(target, BEGUN, signal);
    if (!kept.ok) return kept;
    const plain = await this.plainly(target, signal);
    if (!plain.ok) return plain;
    if (plain.value.kind === 'off') return this.proven(target, { kind: 'gone' }, signal);
    const why = await this.whyNot(target, plain.value.result, signal);
    if (!why.ok) return why;
    const force = await this.attempt(target, 'force', signal);
    if (!force.ok) return force;
    if (force.value.kind === 'off') return this.proven(target, { kind: 'forced', reason: why.value }, signal);
    return this.lazily(target, why.value, signal);
  }

  /**
   * First with a good-bye to the server, then without: what hangs there is the good-bye, while the kernel takes a path away
   * without asking anybody and writes what is unwritten afterwards. Force before that would throw those writes away.
   */
  private async plainly(target: Target, signal: CancelSignal): Promise<Result<Tried, Problem>> {
    const polite = await this.attempt(target, 'polite', signal);
    return !polite.ok || polite.value.kind === 'off' ? polite : this.attempt(target, 'plain', signal);
  }

  /** Never by force: that ends the requests of the whole superblock, so those of the mounts that stay as well. */
  private async oneOfSeveral(target: Target, signal: CancelSignal): Promise<Result<UnmountOutcome, Problem>> {
    const plain = await this.attempt(target, 'plain', signal);
    if (!plain.ok) return plain;
    if (plain.value.kind === 'off') return ok({ kind: 'gone' });
    const why = await this.whyNot(target, plain.value.result, signal);
    return why.ok ? this.lazily(target, why.value, signal) : why;
  }

  private async lazily(
    target: Target,
    reason: string,
    signal: CancelSignal,
  ): Promise<Result<UnmountOutcome, Problem>> {
    const kept = await this.remember(target, reason, signal);
    if (!kept.ok) return kept;
    const tried = await this.attempt(target, 'lazy', signal);
    if (!tried.ok) return tried;
    if (tried.value.kind === 'off') return ok({ kind: 'lazy', device: target.mount.device, reason });
    const { result } = tried.value;
    return failed(result.ok ? unexpectedExit(this.command(target, 'lazy'), result.value) : result.problem);
  }

  /** What counts is the table, not the tool: one that had to be killed may have done its work, and one that is content not. */
  private async attempt(
    target: Target,
    step: UnmountStep,
    signal: CancelSignal,
  ): Promise<Result<Tried, Problem>> {
    const result = await this.deps.host.runner.run(this.command(target, step), signal);
    const after = await this.deps.table.at(target.path, signal);
    if (!after.ok) return after;
    return ok(after.value.layers.length < target.layers ? { kind: 'off' } : { kind: 'on', result });
  }

  /** Why force or a lazy unmount may be tried, or the problem that ends the ladder here. */
  private async whyNot(
    target: Target,
    result: Result<CommandOutput, Problem>,
    signal: CancelSignal,
  ): Promise<Result<string, Problem>> {
    const isSilent = await this.isSilent(target, signal);
    if (!isSilent.ok) return isSilent;
    if (isSilent.value) return ok(`${target.mount.source.server} does not answer`);
    if (!result.ok) return result;
    if (!result.value.stderr.includes('busy'))
      return failed(unexpectedExit(this.command(target, 'plain'), result.value));
    const holders = await pathHolders(this.deps.host.files, target.mount.path, signal);
    return holders.ok ? failed({ kind: 'path-busy', path: target.path, holders: holders.value }) : holders;
  }

  /** Any answer is one, an error of the server too; what could not be asked proves nothing. */
  private async isSilent({ mount }: Target, signal: CancelSignal): Promise<Result<boolean, Problem>> {
    const asked = await this.deps.host.runner.run(usageCommand(mount, this.deps.times), signal);
    if (asked.ok) return ok(false);
    const { kind } = asked.problem;
    return kind === 'tool-hung' || kind === 'pending' ? ok(true) : asked;
  }

  /** The path is free; whether the superblock is, only the kernel's own list tells. */
  private async proven(
    { volume, mount: { device } }: Target,
    outcome: UnmountOutcome,
    signal: CancelSignal,
  ): Promise<Result<UnmountOutcome, Problem>> {
    const lingering = await this.deps.lingering.list(signal);
    if (!lingering.ok) return lingering;
    const isHeld = lingering.value.some((entry) => entry.volume === volume && entry.device === device);
    return ok(isHeld ? { kind: 'lazy', device, reason: HELD } : outcome);
  }

  private remember(
    { volume, mount: { source, device } }: Target,
    reason: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    return this.deps.lingering.remember({ volume, source: formatNfsSource(source), device, reason }, signal);
  }

  private command({ mount }: Target, step: UnmountStep): ReturnType<typeof unmountCommand> {
    return unmountCommand(mount, step, this.deps.times);
  }
}
