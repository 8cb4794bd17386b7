import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { aNewVolume, anArray, expectOk, expectProblem, volumeName } from './an-array.js';
import { aVolume, startManagerStub, type Answer, type ManagerStub } from './manager-stub.js';
import { TestClock } from './test-clock.js';

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function stub(answer: Parameters<typeof startManagerStub>[0]): Promise<ManagerStub> {
  const manager = await startManagerStub(answer);
  open.push(manager);
  return manager;
}

const clock = new TestClock();
const credentials = { kind: 'token', token: 'long-lived' } as const;

function arrayAt(managers: readonly string[]) {
  const made = anArray(managers, { credentials, clock });
  open.push(made.directory);
  return made.array;
}

const creates = (manager: ManagerStub) => manager.calls().filter(({ method }) => method === 'POST');
const created: Answer = { status: 202, json: { block_volume: aVolume(5, 'pvc-1') } };

describe('a change', () => {
  it('goes to the next manager when the first refuses the connection', async () => {
    const gone = await startManagerStub(() => 'silence');
    await gone.close();
    const second = await stub(() => created);
    const array = arrayAt([gone.address, second.address]);
    expect(expectOk(await array.volumes.create(aNewVolume('pvc-1'), never)).id).toBe('5');
    expect(creates(second)).toHaveLength(1);
  });

  it.each<[string, Answer, RegExp]>([
    ['the connection is cut after it was written', 'cut', /other side closed|ECONNRESET/],
    ['no reply comes in time', 'silence', /no whole reply within 300 ms/],
    ['the manager answers 500', { status: 500, text: 'database is away' }, /HTTP 500: database is away/],
    ['a gateway in front answers 504', { status: 504, text: '<html>timeout</html>' }, /HTTP 504/],
  ])('has an unknown outcome and is not sent again when %s', async (_when, answer, reason) => {
    const first = await stub(() => answer);
    const second = await stub(() => created);
    const array = arrayAt([first.address, second.address]);
    const problem = expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'outcome-unknown');
    expect(problem.operation).toBe('create volume pvc-1');
    expect(problem.detail).toMatch(reason);
    expect(problem.detail).toContain(first.address);
    expect([creates(first).length, creates(second).length]).toEqual([1, 0]);
  });

  it('goes first to a manager that a read has found useful, and never probes one that was not', async () => {
    const first = await stub(() => ({ status: 500, text: 'no majority' }));
    const second = await stub(({ method }) =>
      method === 'POST' ? created : { status: 200, json: { block_volumes: [] } },
    );
    const array = arrayAt([first.address, second.address]);
    expectOk(await array.volumes.find(volumeName('pvc-1'), never));
    expectOk(await array.volumes.create(aNewVolume('pvc-1'), never));
    clock.advance(3_600_000);
    expectOk(await array.volumes.create(aNewVolume('pvc-1'), never));
    expect([creates(first).length, creates(second).length]).toEqual([0, 2]);
  });

  it('that was refused with 400 is looked up by name: taken means volume-differs', async () => {
    const manager = await stub(({ method }) =>
      method === 'POST'
        ? { status: 400, json: { message: 'bad request' } }
        : {
            status: 200,
            json: { block_volumes: [aVolume(9, 'pvc-1', { recycled: true }), aVolume(8, 'pvc-1')] },
          },
    );
    const array = arrayAt([manager.address]);
    const problem = expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'volume-differs');
    expect(problem.difference).toContain('id 8');
  });

  it('that was refused with 400 although the name is free stays a refusal with the words of the array', async () => {
    const manager = await stub(({ method }) =>
      method === 'POST'
        ? { status: 400, json: { message: 'pool is full' } }
        : { status: 200, json: { block_volumes: [] } },
    );
    const array = arrayAt([manager.address]);
    const problem = expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'array-refused');
    expect([problem.status, problem.detail]).toEqual([400, expect.stringContaining('pool is full')]);
  });

  it('sends the size in bytes and the pool by its id', async () => {
    const manager = await stub(() => created);
    expectOk(await arrayAt([manager.address]).volumes.create(aNewVolume('pvc-1'), never));
    expect(JSON.parse(creates(manager)[0]?.body ?? '')).toEqual({
      block_volume: { name: 'pvc-1', pool_id: 1, size: 1_073_741_824, description: 'made by a test' },
    });
  });
});
