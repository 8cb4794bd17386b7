import { describe, expect, it } from 'vitest';
import {
  describeProblem,
  failed,
  ok,
  runHooks,
  type Hook,
  type HookAction,
  type HookFault,
  type HookReport,
  type HookRunner,
  type Result,
} from '../../src/index.js';
import { ManualClock, ManualSignal } from '../../src/testing/index.js';

/** Pages that answer as told, each try in its turn; the last answer stays. */
class Pages implements HookRunner {
  readonly asked: string[] = [];
  onRun: () => void = () => undefined;
  private readonly answers: ReadonlyMap<string, readonly string[]>;

  constructor(answers: Readonly<Record<string, readonly string[]>> = {}) {
    this.answers = new Map(Object.entries(answers));
  }

  run(action: HookAction): Promise<Result<void, HookFault>> {
    const url = action.kind === 'http' ? action.url : '';
    this.asked.push(url);
    this.onRun();
    const tries = this.asked.filter((one) => one === url).length;
    const answers = this.answers.get(url) ?? ['ok'];
    const word = answers[Math.min(tries, answers.length) - 1];
    return Promise.resolve(word === 'ok' ? ok(undefined) : failed({ detail: word ?? '', output: 'said' }));
  }
}

const hook = (name: string, more: Partial<Hook> = {}): Hook => ({
  name,
  when: 'after-ready',
  action: { kind: 'http', url: name, status: 200, contains: undefined },
  timeoutMs: 1000,
  retryForMs: 0,
  onError: 'stop',
  ...more,
});

function world(runner: Pages) {
  const reports: HookReport[] = [];
  const clock = new ManualClock();
  const signal = new ManualSignal();
  const ports = { runner, clock, onDone: (report: HookReport) => void reports.push(report) };
  const run = (hooks: readonly Hook[]) => runHooks(ports, { hooks, when: 'after-ready' }, signal);
  const told = () => reports.map((one) => [one.hook.name, one.fault?.detail ?? 'ok']);
  return { run, told, reports, signal, clock };
}

describe('hooks', () => {
  it('of one moment run in the order of the list, and no other', async () => {
    const pages = new Pages();
    const { run, told } = world(pages);
    expect(await run([hook('b'), hook('other', { when: 'before-start' }), hook('a')])).toEqual(ok(2));
    expect(pages.asked).toEqual(['b', 'a']);
    expect(told()).toEqual([
      ['b', 'ok'],
      ['a', 'ok'],
    ]);
  });

  it('stop with the first that fails, which is named with its moment', async () => {
    const pages = new Pages({ a: ['HTTP 500'] });
    const { run, told } = world(pages);
    const problem = { kind: 'hook-failed', hook: 'a', when: 'after-ready', detail: 'HTTP 500' } as const;
    expect(await run([hook('a'), hook('b')])).toEqual(failed(problem));
    expect([pages.asked, told()]).toEqual([['a'], [['a', 'HTTP 500']]]);
    expect(describeProblem(problem)).toContain('hook a (after-ready) failed: HTTP 500;');
  });

  it('go on after one that says so; its fault is told with what it wrote', async () => {
    const { run, reports } = world(new Pages({ a: ['HTTP 500'] }));
    expect(await run([hook('a', { onError: 'continue' }), hook('b')])).toEqual(ok(2));
    expect(reports).toMatchObject([{ fault: { detail: 'HTTP 500', output: 'said' } }, { fault: undefined }]);
  });

  it('are tried again until they hold, as long as they say', async () => {
    const pages = new Pages({ a: ['no', 'no', 'ok'], late: ['no'] });
    const { run, reports, clock } = world(pages);
    expect(await run([hook('a', { retryForMs: 10_000 })])).toEqual(ok(1));
    expect(pages.asked).toEqual(['a', 'a', 'a']);
    expect(reports[0]?.ms).toBeGreaterThan(0);
    const begun = clock.now();
    expect(await run([hook('late', { retryForMs: 10_000 })])).toMatchObject({ ok: false });
    expect(clock.now() - begun).toBeGreaterThanOrEqual(10_000);
    expect(clock.now() - begun).toBeLessThan(13_000);
  });

  it('end with the operator’s patience, whatever their word for failures is', async () => {
    const pages = new Pages({ a: ['no'] });
    const { run, told, signal } = world(pages);
    pages.onRun = () => signal.abort();
    const hooks = [hook('a', { onError: 'continue', retryForMs: 10_000 }), hook('b')];
    expect(await run(hooks)).toMatchObject({ problem: { kind: 'cancelled', operation: 'hook a' } });
    expect(await run(hooks)).toMatchObject({ problem: { kind: 'cancelled' } });
    expect([pages.asked, told()]).toEqual([['a'], []]);
  });
});
