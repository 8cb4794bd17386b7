import { GuestDaemon } from '../../guest/guest-daemon.js';
import type { Place } from '../nfs-files.js';

const FILE = 'lock';

/** A lock on a file of a mount, held by a process on the node (flock(2), which NFS makes a lock of the server). */
export class FileLock {
  readonly #daemon: GuestDaemon;
  readonly #signal: AbortSignal;

  private constructor(daemon: GuestDaemon, signal: AbortSignal) {
    this.#daemon = daemon;
    this.#signal = signal;
  }

  static async take({ agent, path, signal }: Place): Promise<FileLock> {
    const command = `flock ${path}/${FILE} sh -c "echo held > /run/file-lock.state; exec sleep 3600"`;
    const daemon = await GuestDaemon.start(agent, { name: 'file-lock', command }, signal);
    const held = 'for i in $(seq 300); do [ -s /run/file-lock.state ] && exit 0; sleep 0.1; done; exit 1';
    await agent.must(held, { deadlineMs: 60_000, signal });
    return new FileLock(daemon, signal);
  }

  /** Whether another machine is refused the same lock, at once. */
  async isHeldAgainst({ agent, path, signal }: Place): Promise<boolean> {
    const reply = await agent.run(`flock --nonblock --conflict-exit-code 9 ${path}/${FILE} true`, {
      deadlineMs: 60_000,
      signal,
    });
    return reply.code === 9;
  }

  async release(): Promise<void> {
    await this.#daemon.signal('KILL', this.#signal);
  }
}
