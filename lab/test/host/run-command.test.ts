import { describe, expect, it } from 'vitest';
import { CommandFailed, mustRun, runCommand } from '../../src/host/run-command.js';

describe('host commands', () => {
  it('give code, both outputs and read their input', async () => {
    const outcome = await runCommand(['sh', '-c', 'cat; echo bad >&2; exit 3'], {
      deadlineMs: 5_000,
      input: 'in',
    });
    expect(outcome).toEqual({ code: 3, stdout: 'in', stderr: 'bad\n' });
  });

  it('are killed with their children at the deadline', async () => {
    const start = Date.now();
    const hung = runCommand(['sh', '-c', 'sleep 60 & wait'], { deadlineMs: 100 });
    await expect(hung).rejects.toThrow(/no end within 100 ms/);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  it('are killed when cancelled, and name who cancelled them', async () => {
    const controller = new AbortController();
    const running = runCommand(['sleep', '60'], { deadlineMs: 60_000, signal: controller.signal });
    const reason = new Error('stopped by SIGINT');
    controller.abort(reason);
    await expect(running).rejects.toMatchObject({ message: 'sleep 60: cancelled', cause: reason });
  });

  it('say what the command said when it had to succeed', async () => {
    const failing = mustRun(['sh', '-c', 'echo no such thing >&2; exit 2'], { deadlineMs: 5_000 });
    await expect(failing).rejects.toThrow(CommandFailed);
    await expect(failing).rejects.toThrow(/exit code 2: no such thing/);
    await expect(mustRun(['/no/such/program'], { deadlineMs: 1_000 })).rejects.toThrow(/ENOENT/);
  });
});
