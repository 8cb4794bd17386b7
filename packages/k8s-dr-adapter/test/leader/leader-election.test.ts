import { CancelSource, type CancelSignal, type Clock, type Problem } from '@twinsite/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { ApiTransport, defaultKubeTimings, KubeClient, LeaderElection, resources } from '../../src/index.js';
import { fixedAccess } from '../../src/testing/index.js';
import { anApi, type AnApi } from '../an-api.js';
import { realClock } from '../real-clock.js';

const place = { namespace: 'default', name: 'driver' };
const timings = { leaseMs: 1000, renewMs: 400, retryMs: 40 };

interface Reign {
  readonly who: string;
  readonly from: number;
  to: number | undefined;
}

interface Candidate {
  readonly election: LeaderElection;
  readonly trouble: Problem[];
  readonly answers: () => number;
  readonly stop: CancelSource;
  readonly ended: Promise<void>;
}

const candidates: Candidate[] = [];
let reigns: Reign[] = [];

afterEach(async () => {
  for (const { stop } of candidates) stop.cancel();
  await Promise.all(candidates.splice(0).map(({ ended }) => ended));
  reigns = [];
});

const until = (signal: CancelSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', resolve);
  });

async function lead(who: string, signal: CancelSignal): Promise<void> {
  const reign: Reign = { who, from: performance.now(), to: undefined };
  reigns.push(reign);
  await until(signal);
  reign.to = performance.now();
}

function stand(
  client: KubeClient,
  identity: string,
  renewMs = timings.renewMs,
  clock: Clock = realClock,
): Candidate {
  const [trouble, stop]: [Problem[], CancelSource] = [[], new CancelSource()];
  const onTrouble = (problem: Problem): void => void trouble.push(problem);
  let answered = 0;
  const onAnswer = (): void => void (answered += 1);
  const times = { ...timings, renewMs };
  const deps = { client, clock, random: Math.random, onTrouble, onAnswer, timings: times };
  const election = new LeaderElection(deps, { lease: place, identity });
  const ended = election.run((signal) => lead(identity, signal), stop.signal);
  const candidate = { election, trouble, answers: () => answered, stop, ended };
  candidates.push(candidate);
  return candidate;
}

const leaseOf = ({ server }: AnApi): unknown => server.objects(resources.leases)[0]?.['spec'];
const leaders = (): readonly string[] => reigns.filter(({ to }) => to === undefined).map(({ who }) => who);

/** No two reigns at the same time. */
function expectOneAtATime(): void {
  for (const [index, { to }] of reigns.entries()) {
    const next = reigns[index + 1];
    if (next !== undefined) expect(to ?? Infinity).toBeLessThanOrEqual(next.from);
  }
}

describe('leader election', () => {
  test('of two candidates one leads, and the other takes over at once when the first stops', async () => {
    const api = await anApi();
    const one = stand(api.client, 'one');
    await expect.poll(leaders).toEqual(['one']);
    const two = stand(api.client, 'two');
    expect([one.election.isLeader, two.election.isLeader]).toEqual([true, false]);
    const stopped = performance.now();
    one.stop.cancel();
    await one.ended;
    await expect.poll(leaders).toEqual(['two']);
    expect((reigns[1]?.from ?? 0) - stopped).toBeLessThan(timings.leaseMs);
    expect(leaseOf(api)).toMatchObject({
      holderIdentity: 'two',
      leaseDurationSeconds: 1,
      leaseTransitions: 1,
    });
    expectOneAtATime();
  });

  test('a candidate waits for the whole lease of a leader that says nothing any more', async () => {
    const api = await anApi();
    const spec = {
      holderIdentity: 'dead',
      leaseDurationSeconds: 1,
      renewTime: '2020-01-01T00:00:00.000000Z',
    };
    api.server.add(resources.leases, { metadata: place, spec });
    const began = performance.now();
    stand(api.client, 'one');
    await expect.poll(leaders).toEqual(['one']);
    expect(performance.now() - began).toBeGreaterThan(timings.leaseMs * 0.95);
  });

  test('a leader that is cut off has ended its work before another one begins', async () => {
    const api = await anApi();
    const transport = new ApiTransport(fixedAccess(api.server.url), { ...defaultKubeTimings, callMs: 5_000 });
    const one = stand(new KubeClient(transport), 'one');
    await expect.poll(leaders).toEqual(['one']);
    const frozen = performance.now();
    api.server.faults.frozen = true;
    await expect.poll(leaders).toEqual([]);
    expect((reigns[0]?.to ?? Infinity) - frozen).toBeLessThan(timings.leaseMs);
    expect(one.election.isLeader).toBe(false);
    one.stop.cancel();
    api.server.faults.clear();
    stand(api.client, 'two');
    await expect.poll(leaders).toEqual(['two']);
    expectOneAtATime();
    await transport.close();
  });

  test('a leader whose clock is set back while it is cut off never reigns longer for it', async () => {
    const api = await anApi();
    let setBackMs = 0;
    const clock: Clock = { ...realClock, now: () => Date.now() - setBackMs };
    stand(api.client, 'one', timings.renewMs, clock);
    await expect.poll(leaders).toEqual(['one']);
    const cutOff = performance.now();
    api.server.faults.answer({ plural: 'leases', status: 500, times: 1000 });
    setBackMs = 3_600_000;
    await expect.poll(leaders).toEqual([]);
    expect((reigns[0]?.to ?? Infinity) - cutOff).toBeLessThan(timings.leaseMs);
  });

  test('a short outage does not end a reign', async () => {
    const api = await anApi();
    const one = stand(api.client, 'one');
    await expect.poll(leaders).toEqual(['one']);
    api.server.faults.answer({ plural: 'leases', status: 500, times: 2 });
    await expect.poll(() => one.trouble.length).toBe(2);
    api.server.faults.losesReplies = true;
    await expect.poll(() => one.trouble.length).toBeGreaterThan(2);
    api.server.faults.clear();
    const before = leaseOf(api);
    await expect.poll(() => leaseOf(api)).not.toEqual(before);
    expect(reigns).toHaveLength(1);
    expect(leaders()).toEqual(['one']);
  });

  test('a candidate that is denied the Lease tells so at each try, and of the answer that ends it', async () => {
    const api = await anApi();
    api.server.faults.answer({ plural: 'leases', status: 403 });
    const one = stand(api.client, 'one');
    await expect.poll(() => one.trouble.length).toBeGreaterThan(2);
    expect(new Set(one.trouble.map(({ kind }) => kind))).toEqual(new Set(['kubernetes-denied']));
    expect(one.answers(), 'none while it is denied').toBe(0);
    api.server.faults.clear();
    await expect.poll(leaders).toEqual(['one']);
    // Of the renewals too.
    await expect.poll(one.answers).toBeGreaterThan(2);
  });

  test('a lease that somebody else has taken ends the reign', async () => {
    const api = await anApi();
    stand(api.client, 'one', 60_000);
    await expect.poll(leaders).toEqual(['one']);
    const [lease] = api.server.objects(resources.leases);
    if (lease === undefined) throw new Error('no lease');
    api.server.edit(resources.leases, {
      ...lease,
      spec: { holderIdentity: 'thief', leaseDurationSeconds: 60 },
    });
    await expect.poll(leaders).toEqual([]);
    expect(leaseOf(api)).toMatchObject({ holderIdentity: 'thief' });
  });

  test('many candidates at once: one reign after the other', async () => {
    const api = await anApi();
    for (const who of ['a', 'b', 'c', 'd', 'e']) stand(api.client, who);
    for (let round = 0; round < 4; round += 1) {
      await expect.poll(() => leaders().length).toBe(1);
      const [who] = leaders();
      const leader = candidates.find(({ election }) => election.isLeader);
      leader?.stop.cancel();
      await expect.poll(() => leaders().filter((one) => one !== who).length).toBe(1);
    }
    expect(new Set(reigns.map(({ who }) => who)).size).toBe(5);
    expectOneAtATime();
  });
});
