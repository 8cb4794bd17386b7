import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { aNewVolume, anArray, eventually, expectOk, expectProblem, volumeName } from './an-array.js';
import {
  aVolume,
  loggingIn,
  startManagerStub,
  volumesReply,
  type Answer,
  type SeenRequest,
} from './manager-stub.js';
import { TestClock } from './test-clock.js';

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function arrayAnswering(
  answer: (request: SeenRequest) => Answer,
  choices: Parameters<typeof anArray>[1] = {},
) {
  const manager = await startManagerStub(loggingIn(answer));
  const { array, directory } = anArray([manager.address], choices);
  open.push(manager, directory);
  return { array, manager };
}

const one = (status: number, change: object): Answer => ({
  status,
  json: { block_volume: aVolume(4, 'pvc-1', change) },
});
const timeout = (ms: number): AbortSignal => AbortSignal.timeout(ms);

describe('settling', () => {
  it('looks ever more slowly until the object is ready, action included', async () => {
    const clock = new TestClock();
    const states = [
      { status: 'creating' },
      { status: 'odd_new_word' },
      { status: 'active', action_status: 'flattening' },
      { status: 'active', action_status: 'active' },
    ];
    let look = 0;
    const { array } = await arrayAnswering(
      ({ method }) => one(method === 'POST' ? 202 : 200, states[(look += 1) - 1] ?? {}),
      { clock, timings: { pollMs: 100, maxPollMs: 200 } },
    );
    expect(expectOk(await array.volumes.create(aNewVolume('pvc-1'), never)).state).toEqual({ kind: 'ready' });
    expect(clock.slept).toEqual([100, 150, 200]);
  });

  it.each(['finished', 'healthy'])('takes %s for ready', async (status) => {
    const { array } = await arrayAnswering(() => one(202, { status }));
    expectOk(await array.volumes.create(aNewVolume('pvc-1'), never));
  });

  it.each(['error', 'error_creating', 'verifying_error'])('takes %s for failed', async (status) => {
    const { array } = await arrayAnswering(({ method }) => one(method === 'POST' ? 202 : 200, { status }));
    const problem = expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'volume-failed');
    expect(problem.status).toBe(status);
  });

  it('that never ends is array-unsettled after the stated patience', async () => {
    const clock = new TestClock();
    const { array, manager } = await arrayAnswering(() => one(202, { status: 'creating' }), {
      clock,
      timings: { pollMs: 100, maxPollMs: 2_000, settleMs: 90_000 },
    });
    const problem = expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'array-unsettled');
    expect([problem.object, problem.status]).toEqual(['volume pvc-1', 'creating']);
    expect(problem.waitedMs).toBeGreaterThanOrEqual(90_000);
    expect(problem.waitedMs).toBeLessThan(93_000);
    expect(manager.calls().length).toBeLessThan(60);
  });

  it('that outlasts the deadline of the caller is array-unsettled too, with the status seen', async () => {
    const { array } = await arrayAnswering(() => one(202, { status: 'creating' }));
    const problem = expectProblem(
      await array.volumes.create(aNewVolume('pvc-1'), timeout(100)),
      'array-unsettled',
    );
    expect(problem.status).toBe('creating');
  });

  it('that the caller cancels is cancelled at once', async () => {
    const { array, manager } = await arrayAnswering(() => one(202, { status: 'creating' }), {
      timings: { pollMs: 60_000, maxPollMs: 60_000 },
    });
    const controller = new AbortController();
    const creating = array.volumes.create(aNewVolume('pvc-1'), controller.signal);
    await eventually(() => manager.calls().length === 1);
    controller.abort();
    expect(expectProblem(await creating, 'cancelled').operation).toContain('volume pvc-1');
  });

  it('of a volume that vanishes while it is made is a failure that says so', async () => {
    const { array } = await arrayAnswering(({ method }) =>
      method === 'POST' ? one(202, { status: 'creating' }) : { status: 404 },
    );
    const problem = expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'volume-failed');
    expect(problem.status).toBe('gone from the array');
  });
});

describe('deletion', () => {
  const found = volumesReply(aVolume(4, 'pvc-1'));

  it('into the trash against our wish is not taken for a deletion', async () => {
    const { array } = await arrayAnswering(({ method, target }) => {
      if (method === 'DELETE') return one(202, {});
      if (target.startsWith('/v1/block-snapshots/')) return { status: 200, json: { block_snapshots: [] } };
      return target.startsWith('/v1/block-volumes/?') ? found : one(200, { recycled: true });
    });
    const volume = expectOk(await array.volumes.find(volumeName('pvc-1'), never));
    if (volume === undefined) throw new Error('the volume is there');
    const problem = expectProblem(await array.volumes.delete(volume, 'final', never), 'volume-failed');
    expect(problem.status).toContain('trash');
  });
});

describe('the signal of the caller', () => {
  it('ends a call that waits for a reply: a deadline is deadline, a cancel is cancelled', async () => {
    const { array, manager } = await arrayAnswering(() => 'silence', { timings: { replyMs: 60_000 } });
    const name = volumeName('pvc-1');
    const late = expectProblem(await array.volumes.find(name, timeout(50)), 'deadline');
    expect(late.operation).toBe('find volume pvc-1');
    expect(late.afterMs).toBeLessThan(5_000);
    const porch = new AbortController();
    const budgeted = array.volumes.find(name, porch.signal);
    await eventually(() => manager.calls().length === 2);
    porch.abort(Object.assign(new Error('the call ended'), { problem: { kind: 'deadline' } }));
    expectProblem(await budgeted, 'deadline');
    const controller = new AbortController();
    const call = array.volumes.find(name, controller.signal);
    await eventually(() => manager.calls().length === 3);
    controller.abort();
    expectProblem(await call, 'cancelled');
  });

  it('that has fired already sends nothing', async () => {
    const { array, manager } = await arrayAnswering(() => 'silence');
    expectProblem(await array.volumes.find(volumeName('pvc-1'), AbortSignal.abort()), 'cancelled');
    expectProblem(await array.volumes.create(aNewVolume('pvc-1'), AbortSignal.abort()), 'cancelled');
    expect(manager.seen).toHaveLength(0);
  });
});
