import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { anArray, expectOk, expectProblem, PASSWORD, volumeName } from './an-array.js';
import {
  aVolume,
  LOGIN,
  startManagerStub,
  tokenReply,
  volumesReply,
  type Answer,
  type ManagerStub,
  type SeenRequest,
} from './manager-stub.js';
import { TestClock } from './test-clock.js';

const name = volumeName('pvc-1');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function stub(answer: (request: SeenRequest) => Answer | Promise<Answer>): Promise<ManagerStub> {
  const manager = await startManagerStub(answer);
  open.push(manager);
  return manager;
}

function arrayAt(manager: ManagerStub, choices: Parameters<typeof anArray>[1] = {}) {
  const made = anArray([manager.address], choices);
  open.push(made.directory);
  return made;
}

const found = volumesReply(aVolume(7, 'pvc-1'));
const unauthorised: Answer = { status: 401, json: { message: 'token expired' } };
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** Takes only the newest token it gave out. */
function issuing(lifetimeMs?: number) {
  let issued = 0;
  return (request: SeenRequest): Answer => {
    if (request.target === LOGIN) return tokenReply(`token-${(issued += 1)}`, lifetimeMs);
    return request.token === `token-${issued}` ? found : unauthorised;
  };
}

describe('login', () => {
  it('is shared by parallel calls and sends user and password in the documented form', async () => {
    const manager = await stub(issuing());
    const { array } = arrayAt(manager);
    for (const call of await Promise.all(times(10, () => array.volumes.find(name, never)))) expectOk(call);
    expect(manager.logins()).toBe(1);
    expect(JSON.parse(manager.seen[0]?.body ?? '')).toEqual({ auth: { name: 'csi', password: PASSWORD } });
  });

  it.each([404, 405])('falls back to the older form when the path answers %d', async (status) => {
    const manager = await stub(({ target }) => {
      if (target === LOGIN) return { status };
      return target === '/v1/auth/tokens' ? tokenReply('old-token') : found;
    });
    const { array } = arrayAt(manager);
    expectOk(await array.volumes.find(name, never));
    const older = manager.seen.find(({ target }) => target === '/v1/auth/tokens');
    expect(JSON.parse(older?.body ?? '')).toEqual({
      auth: { identity: { password: { user: { name: 'csi', password: PASSWORD } } } },
    });
    expect(manager.calls()[0]?.token).toBe('old-token');
  });

  it('is renewed ahead of its expiry', async () => {
    const manager = await stub(issuing(600_000));
    const clock = new TestClock();
    const { array } = arrayAt(manager, { clock });
    expectOk(await array.volumes.find(name, never));
    clock.advance(539_000);
    expectOk(await array.volumes.find(name, never));
    expect(manager.logins()).toBe(1);
    clock.advance(2_000);
    expectOk(await array.volumes.find(name, never));
    expect(manager.logins()).toBe(2);
    expect(manager.calls().map(({ token }) => token)).toEqual(['token-1', 'token-1', 'token-2']);
  });

  it('of one impatient caller is still of use to the others', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const manager = await stub(async ({ target }) => {
      if (target === LOGIN) await held;
      return target === LOGIN ? tokenReply('token-1') : found;
    });
    const { array } = arrayAt(manager, { timings: { replyMs: 5_000 } });
    const impatient = new AbortController();
    const [first, second] = [array.volumes.find(name, impatient.signal), array.volumes.find(name, never)];
    impatient.abort();
    expectProblem(await first, 'cancelled');
    release();
    expectOk(await second);
    expect(manager.logins()).toBe(1);
  });
});

describe('a 401', () => {
  it('leads to one login and one repetition, also of a change, and shared by parallel calls', async () => {
    const answer = issuing();
    const manager = await stub(answer);
    const { array } = arrayAt(manager);
    expectOk(await array.volumes.find(name, never));
    answer({ method: 'POST', target: LOGIN, token: undefined, body: '' });
    for (const call of await Promise.all(times(5, () => array.volumes.find(name, never)))) expectOk(call);
    expect(manager.logins()).toBe(2);
    answer({ method: 'POST', target: LOGIN, token: undefined, body: '' });
    const volume = expectOk(await array.volumes.find(name, never));
    if (volume === undefined) throw new Error('the volume is there');
    expectOk(await array.volumeChanges.describe(volume, 'x', never));
    expect(manager.logins()).toBe(3);
  });

  it('that stays is array-denied after exactly one more login', async () => {
    const manager = await stub(({ target }) => (target === LOGIN ? tokenReply('token') : unauthorised));
    const { array } = arrayAt(manager);
    const problem = expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect(problem.detail).toContain('token expired');
    expect([manager.logins(), manager.calls().length]).toEqual([2, 2]);
  });

  it('for a long-lived access token is array-denied, and the token rests until retryAt', async () => {
    const manager = await stub(() => unauthorised);
    const clock = new TestClock();
    const { array } = arrayAt(manager, { clock, credentials: { kind: 'token', token: 'long-lived' } });
    const problem = expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect(problem.retryAt).toBe(clock.now() + 60_000);
    expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect(manager.seen.map(({ token }) => token)).toEqual(['long-lived']);
    clock.advance(60_000);
    expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect(manager.seen).toHaveLength(2);
  });

  it('differs from a 403, which needs other rights and not another login', async () => {
    const manager = await stub(({ target }) =>
      target === LOGIN ? tokenReply('token') : { status: 403, text: 'observer' },
    );
    const { array } = arrayAt(manager);
    const problem = expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect([problem.retryAt, manager.logins()]).toEqual([undefined, 1]);
  });
});

describe('a wrong password', () => {
  const refusing = ({ target, body }: SeenRequest): Answer => {
    if (target !== LOGIN) return found;
    return body.includes('right') ? tokenReply('token-1') : { status: 401, text: 'wrong password' };
  };

  it('is tried once by any number of calls, then rests, ever longer', async () => {
    const manager = await stub(refusing);
    const clock = new TestClock();
    const { array } = arrayAt(manager, { clock });
    const storm = async (): Promise<(number | undefined)[]> => {
      const calls = await Promise.all(times(50, () => array.volumes.find(name, never)));
      return calls.map((call) => expectProblem(call, 'array-denied').retryAt);
    };
    expect(new Set(await storm())).toEqual(new Set([clock.now() + 60_000]));
    expect(new Set(await storm())).toEqual(new Set([clock.now() + 60_000]));
    expect(manager.seen).toHaveLength(1);
    clock.advance(59_999);
    await storm();
    expect(manager.logins()).toBe(1);
    clock.advance(1);
    expect(new Set(await storm())).toEqual(new Set([clock.now() + 120_000]));
    expect(manager.logins()).toBe(2);
  });

  it('never stands in the problem', async () => {
    const manager = await stub(({ body }) => ({ status: 401, text: `you sent ${body}` }));
    const { array } = arrayAt(manager);
    const problem = expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect(problem.detail).toContain('csi');
    expect(JSON.stringify(problem)).not.toContain(PASSWORD);
    expect(problem.detail).not.toContain(JSON.stringify(PASSWORD).slice(1, -1));
  });

  it('does not stand in the way of a changed one', async () => {
    const manager = await stub(refusing);
    const { array, directory } = arrayAt(manager, { clock: new TestClock() });
    expectProblem(await array.volumes.find(name, never), 'array-denied');
    const credentials = { kind: 'password', user: 'csi', password: 'right' } as const;
    const other = expectOk(directory.resolve({ managers: [], credentials }));
    expectOk(await other.volumes.find(name, never));
    expectProblem(await array.volumes.find(name, never), 'array-denied');
    expect(manager.logins()).toBe(2);
  });
});
