import { never, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import {
  BoundedCommandRunner,
  DEFAULT_CLASS_LIMITS,
  poll,
  SpawnLauncher,
  stdoutText,
  systemClock,
  type Command,
  type CommandOutput,
} from '../src/index.js';

const runner = new BoundedCommandRunner(new SpawnLauncher(), systemClock);

const shell = (script: string, more: Partial<Command> = {}): Command => ({
  tool: 'sh',
  args: ['-c', script],
  deadlineMs: 5000,
  ...more,
});

async function outputOf(command: Command, signal: CancelSignal = never): Promise<CommandOutput> {
  const result = await runner.run(command, signal);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const problemOf = <T>(result: Result<T, Problem>): Problem => {
  if (result.ok) throw new Error('no problem came back');
  return result.problem;
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function died(pid: number): Promise<boolean> {
  const gone = await poll({ clock: systemClock, timeoutMs: 5000, firstMs: 10, maxMs: 50 }, never, () =>
    Promise.resolve(isAlive(pid) ? undefined : true),
  );
  return gone ?? false;
}

describe('real children', () => {
  test('give back exit code, both outputs and what they made of their input', async () => {
    const output = await outputOf(
      shell('cat; echo oops >&2; exit 7', { input: new TextEncoder().encode('in') }),
    );
    expect([output.exitCode, stdoutText(output), output.stderr]).toEqual([7, 'in', 'oops\n']);
  });

  test('see no shell between us and them: an argument is an argument', async () => {
    const output = await outputOf({ tool: 'printf', args: ['%s', '$(id); `id` | x'], deadlineMs: 5000 });
    expect(stdoutText(output)).toBe('$(id); `id` | x');
  });

  test('that do not exist are tool-missing with their Debian package, and nothing crashes (H33)', async () => {
    const gone = new BoundedCommandRunner(new SpawnLauncher({ path: '/nonexistent' }), systemClock);
    const result = await gone.run({ tool: 'iscsiadm', args: [], deadlineMs: 1000 }, never);
    expect(problemOf(result)).toEqual({ kind: 'tool-missing', tool: 'iscsiadm', package: 'open-iscsi' });
  });

  test('that do not exist behind a prefix are tool-missing too', async () => {
    const inside = new BoundedCommandRunner(new SpawnLauncher({ prefix: ['env', '--'] }), systemClock);
    const result = await inside.run({ tool: 'no-such-tool', args: ['x'], deadlineMs: 5000 }, never);
    expect(problemOf(result)).toMatchObject({ kind: 'tool-missing', tool: 'no-such-tool' });
  });

  test('past their deadline are killed with their whole group', async () => {
    const pids: number[] = [];
    const spying = {
      launch: (request: Parameters<SpawnLauncher['launch']>[0]) => {
        const child = new SpawnLauncher().launch(request);
        void child.ended.then((end) => {
          if (end.kind === 'exited')
            pids.push(...new TextDecoder().decode(end.stdout).trim().split(' ').map(Number));
        });
        return child;
      },
    };
    const bounded = new BoundedCommandRunner(spying, systemClock);
    const script = 'sleep 600 & echo "$$ $!"; wait';
    const result = await bounded.run(shell(script, { deadlineMs: 300 }), never);
    expect(problemOf(result)).toEqual({ kind: 'tool-hung', tool: 'sh', afterMs: 300, stuck: false });
    expect(pids).toHaveLength(2);
    expect(await Promise.all(pids.map(died))).toEqual([true, true]);
  });

  test('that ignore SIGTERM get SIGKILL', async () => {
    const started = Date.now();
    const result = await runner.run(
      shell("trap '' TERM; while :; do sleep 0.1; done", { deadlineMs: 200 }),
      never,
    );
    expect(problemOf(result)).toMatchObject({ kind: 'tool-hung', stuck: false });
    expect(Date.now() - started).toBeLessThan(4500);
  });

  test('that write without end are drained, cut and refused', async () => {
    const small = new BoundedCommandRunner(new SpawnLauncher({ maxStdoutBytes: 1000 }), systemClock);
    const result = await small.run(shell('head -c 3000000 /dev/zero'), never);
    expect(problemOf(result)).toMatchObject({ kind: 'tool-failed', detail: 'it wrote more than 1000 bytes' });
  });

  test('that close their input early do not break the pipe for us', async () => {
    const output = await outputOf(shell('exec <&-; exit 3', { input: new Uint8Array(4_000_000) }));
    expect(output.exitCode).toBe(3);
  });

  test('that leave a daemon behind with their pipes end when they end', async () => {
    const output = await outputOf(shell('sleep 20 & echo started'));
    expect([output.exitCode, stdoutText(output)]).toEqual([0, 'started\n']);
  });

  test('are killed when the caller cancels', async () => {
    const caller = new AbortController();
    const run = runner.run(shell('sleep 600'), caller.signal);
    caller.abort();
    expect(problemOf(await run)).toEqual({ kind: 'cancelled', operation: 'sh' });
  });

  test('never start for a caller that has cancelled already', async () => {
    const result = await runner.run(shell('sleep 600'), AbortSignal.abort());
    expect(problemOf(result)).toEqual({ kind: 'cancelled', operation: 'sh' });
  });
});

describe('runs that survive a cancel', () => {
  test('go on, and the same key joins them instead of starting again', async () => {
    const caller = new AbortController();
    const command = shell('sleep 0.4; echo "$$"', { survivesCancelAs: 'mkfs /dev/x', class: 'mkfs' });
    const first = runner.run(command, caller.signal);
    caller.abort();
    expect(problemOf(await first)).toMatchObject({ kind: 'pending', operation: 'sh' });
    const [second, third] = await Promise.all([outputOf(command), outputOf(command)]);
    expect(second.exitCode).toBe(0);
    expect(stdoutText(third)).toBe(stdoutText(second));
  });
});

describe('places per class', () => {
  test('let no more children of a class live at once, and free their place at the end', async () => {
    const one = new BoundedCommandRunner(new SpawnLauncher(), systemClock, {
      ...DEFAULT_CLASS_LIMITS,
      'iscsiadm-write': 1,
    });
    const command = shell('date +%s%N; sleep 0.1; date +%s%N', { class: 'iscsiadm-write' });
    const results = await Promise.all([one.run(command, never), one.run(command, never)]);
    const spans = results.map((result) => {
      if (!result.ok) throw new Error(JSON.stringify(result.problem));
      return stdoutText(result.value).trim().split('\n').map(BigInt);
    });
    const [[, firstEnd] = [], [secondStart] = []] = spans.sort(([a = 0n], [b = 0n]) => (a < b ? -1 : 1));
    expect(firstEnd).toBeDefined();
    expect(secondStart).toBeDefined();
    expect((secondStart ?? 0n) >= (firstEnd ?? 0n)).toBe(true);
  });
});

test('a child that cannot even be started gives its place back', async () => {
  const narrow = new BoundedCommandRunner(new SpawnLauncher(), systemClock, {
    ...DEFAULT_CLASS_LIMITS,
    read: 1,
  });
  const broken = { ...shell('true'), args: ['a\0b'] };
  expect(problemOf(await narrow.run(broken, never))).toMatchObject({ kind: 'tool-failed', exitCode: -1 });
  expect(await narrow.run({ ...shell('true'), deadlineMs: 1000 }, never)).toMatchObject({ ok: true });
});
