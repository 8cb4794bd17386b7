import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { anArray, expectOk, expectProblem, volumeName } from './an-array.js';
import {
  aVolume,
  loggingIn,
  startManagerStub,
  volumesReply,
  type Answer,
  type SeenRequest,
} from './manager-stub.js';

const name = volumeName('pvc-1');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function arrayAnswering(answer: (request: SeenRequest) => Answer) {
  const manager = await startManagerStub(loggingIn(answer));
  const { array, directory } = anArray([manager.address]);
  open.push(manager, directory);
  return { array, manager };
}

const param = (request: SeenRequest, key: string): number =>
  Number(new URL(request.target, 'http://x').searchParams.get(key));

describe('paging', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => aVolume(index + 1, `other-${index}`));
  const all = [...rows(1_200), aVolume(5_000, 'pvc-1')];
  const page = (request: SeenRequest, cap = Number.POSITIVE_INFINITY) => {
    const [limit, offset] = [Math.min(param(request, 'limit'), cap), param(request, 'offset')];
    return { rows: all.slice(offset, offset + limit), limit, offset };
  };

  it('without a paging object ends at the first short page', async () => {
    const { array, manager } = await arrayAnswering((request) => volumesReply(...page(request).rows));
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('5000');
    expect(manager.calls().map((call) => param(call, 'offset'))).toEqual([0, 500, 1_000]);
  });

  it('with a paging object goes on to its total, even when the array gives less than asked for', async () => {
    const { array, manager } = await arrayAnswering((request) => {
      const part = page(request, 400);
      const paging = { count: part.rows.length, limit: 400, offset: part.offset, total_count: all.length };
      return { status: 200, json: { block_volumes: part.rows, paging } };
    });
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('5000');
    expect(manager.calls().map((call) => param(call, 'offset'))).toEqual([0, 400, 800, 1_200]);
  });

  it('reads again when the total changes on the way, and gives up on steadiness after three passes', async () => {
    let total = 1_000;
    const { array, manager } = await arrayAnswering((request) => {
      const offset = param(request, 'offset');
      total += 1;
      const part = all.slice(offset, offset + 500);
      return { status: 200, json: { block_volumes: part, paging: { total_count: Math.min(total, 1_003) } } };
    });
    expectOk(await array.volumes.find(name, never));
    expect(manager.calls().filter((call) => param(call, 'offset') === 0)).toHaveLength(2);
  });
});

describe('a reply', () => {
  it.each<[string, Answer, RegExp]>([
    [
      'that is not JSON',
      { status: 200, text: '<html>token=abc</html>' },
      /HTTP 200 with 22 characters that are not JSON/,
    ],
    [
      'that lacks the list',
      { status: 200, json: {} },
      /reply\.block_volumes is missing; it should be a list/,
    ],
    [
      'whose list is something else',
      { status: 200, json: { block_volumes: 'x' } },
      /block_volumes is of type string, not a list/,
    ],
    [
      'whose row lacks a field',
      volumesReply({ id: 1, name: 'pvc-1', status: 'active' }),
      /block_volumes\[0\]\.size is missing/,
    ],
    [
      'whose id is not whole',
      volumesReply(aVolume(1.5, 'pvc-1')),
      /block_volumes\[0\]\.id is another number, not an integer/,
    ],
    ['that is a list', { status: 200, json: [] }, /reply is a list, not an object/],
  ])('%s is malformed and says where, not what', async (_what, answer, detail) => {
    const { array } = await arrayAnswering(() => answer);
    const problem = expectProblem(await array.volumes.find(name, never), 'array-reply-malformed');
    expect(problem.operation).toBe('find volume pvc-1');
    expect(problem.detail).toMatch(detail);
    expect(problem.detail).not.toContain('abc');
  });

  it('may carry fields of later versions and nulls', async () => {
    const later = {
      ...aVolume(1, 'pvc-1'),
      uid: 'x',
      access_path: null,
      description: null,
      snapshot: { id: 0, name: '' },
    };
    const { array } = await arrayAnswering(() => ({
      status: 200,
      json: { block_volumes: [later], request_id: 1 },
    }));
    const volume = expectOk(await array.volumes.find(name, never));
    expect([volume?.accessPath, volume?.description, volume?.origin]).toEqual([undefined, '', 'new']);
  });

  it('with an error keeps its words, trimmed, on one line, with secrets masked', async () => {
    const json = {
      access_path: { tsecret: 'chap-canary', isecret: 'chap-canary' },
      message: `no\n${'x'.repeat(400)}`,
    };
    const { array } = await arrayAnswering(() => ({
      status: 400,
      json,
    }));
    const problem = expectProblem(await array.volumes.find(name, never), 'array-refused');
    expect(problem.detail).toContain('"tsecret":"***","isecret":"***"');
    expect(problem.detail).not.toContain('canary');
    expect(problem.detail).not.toContain('\n');
    expect(problem.detail.length).toBeLessThan(400);
  });

  it('never shows the session token, whoever repeats it', async () => {
    const { array } = await arrayAnswering(({ token }) => ({
      status: 400,
      text: `bad token ${token ?? ''}`,
    }));
    const problem = expectProblem(await array.volumes.find(name, never), 'array-refused');
    expect(problem.detail).toContain('bad token ***');
  });

  it('that redirects is not followed', async () => {
    const { array, manager } = await arrayAnswering(() => ({ status: 302, text: '' }));
    expect(expectProblem(await array.volumes.find(name, never), 'array-refused').status).toBe(302);
    expect(manager.calls()).toHaveLength(1);
  });
});
