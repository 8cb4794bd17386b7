import { describe, expect, test } from 'vitest';
import {
  createVolume,
  never,
  ok,
  publishVolume,
  type AccessPathNames,
  type ArrayHint,
  type NamedAccessPath,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { directoryOf, FakeArray, readWriteOnce, twoSitePath } from '@twinsite/domain/testing';
import { requestFor } from './copied-volumes.js';
import { nodeIdOf, volumeClass } from './subjects.js';

type Named = Readonly<Record<string, readonly NamedAccessPath[]>>;

const called = (named: Named): AccessPathNames => ({ called: (name) => ok(named[name] ?? []) });
const path = (namespace: string, name: string, array = 'array-1'): NamedAccessPath => ({
  object: { namespace, name: 'stretched' },
  name,
  managers: [`${array}-manager`],
});

function twoPaths(name = 'array-1'): FakeArray {
  const array = new FakeArray(name);
  array.state.accessPaths.push({ ...twoSitePath('ap-2'), id: '2' });
  return array;
}

const create = (array: FakeArray, names: AccessPathNames, accessPaths = 'stretched') =>
  createVolume({ arrays: directoryOf(array), names })(
    requestFor({ name: 'pvc-1', parameters: { ...volumeClass, accessPaths } }),
    never,
  );

describe('a StorageClass names an access path', () => {
  test('by its AccessPath object: the volume carries the name on the array', async () => {
    const made = await create(twoPaths(), called({ stretched: [path('storage', 'ap-2')] }));
    expect(made).toMatchObject({ ok: true, value: { context: { accessPaths: 'ap-2' } } });
  });

  test('by the name on the array, when no object is called so', async () => {
    const made = await create(twoPaths(), called({ stretched: [path('storage', 'ap')] }), 'ap-2');
    expect(made).toMatchObject({ ok: true, value: { context: { accessPaths: 'ap-2' } } });
  });

  test('by objects of two namespaces that mean the same path', async () => {
    const names = called({ stretched: [path('storage', 'ap-2'), path('default', 'ap-2')] });
    expect(await create(twoPaths(), names)).toMatchObject({ ok: true });
  });

  test('by objects that mean two paths: both are told and nothing is made', async () => {
    const array = twoPaths();
    const refused = await create(
      array,
      called({ stretched: [path('storage', 'ap-2'), path('default', 'ap')] }),
    );
    expect(refused).toMatchObject({
      ok: false,
      problem: { kind: 'invalid-request', field: 'parameters["accessPaths"]', value: 'stretched' },
    });
    expect(JSON.stringify(refused)).toMatch(/storage\/stretched \(ap-2 .*default\/stretched \(ap /);
    expect(array.state.volumes.size).toBe(0);
  });

  test('whose object has no path on the array yet', async () => {
    expect(await create(new FakeArray(), called({ stretched: [path('storage', 'ap-2')] }))).toMatchObject({
      ok: false,
      problem: { kind: 'access-path-missing', accessPath: 'ap-2' },
    });
  });

  test('before the objects of the cluster are known: nothing is guessed', async () => {
    const array = twoPaths();
    const unsynced: Result<never, Problem> = {
      ok: false,
      problem: { kind: 'kubernetes-unsynced', resource: 'AccessPaths' },
    };
    expect(await create(array, { called: () => unsynced }, 'ap')).toEqual(unsynced);
    expect(array.state.volumes.size).toBe(0);
  });
});

describe('several arrays and a class without managers', () => {
  const make = async (named: Named) => {
    const arrays = [twoPaths('array-1'), twoPaths('array-2')] as const;
    const request = requestFor({ name: 'pvc-1', parameters: { ...volumeClass, accessPaths: 'stretched' } });
    const made = await createVolume({ arrays: directoryOf(...arrays), names: called(named) })(request, never);
    return { made, volumes: arrays.map(({ state }) => state.volumes.size) };
  };

  test('the AccessPath says which array is meant', async () => {
    const { made, volumes } = await make({ stretched: [path('storage', 'ap-2', 'array-2')] });
    expect(made).toMatchObject({ ok: true, value: { context: { 'twinsite/array': 'array-2' } } });
    expect(volumes).toEqual([0, 1]);
  });

  test('are told apart from the managers of a class, since its secret was not written for them', async () => {
    const asked: ArrayHint[] = [];
    const arrays = directoryOf(twoPaths());
    const resolve = (hint: ArrayHint) => {
      if (hint.credentials !== undefined) asked.push(hint);
      return arrays.resolve(hint);
    };
    const create = createVolume({
      arrays: { ...arrays, listed: () => arrays.listed(), resolve },
      names: called({ stretched: [path('storage', 'ap-2')] }),
    });
    const credentials = { kind: 'token', token: 't' } as const;
    for (const xmsServers of [{}, { xmsServers: 'array-1-manager' }]) {
      const parameters = { ...volumeClass, accessPaths: 'stretched', ...xmsServers };
      await create({ ...requestFor({ name: 'pvc-1', parameters }), credentials }, never);
    }
    expect(asked).toMatchObject([{ namedBy: 'access-path' }, { namedBy: 'request' }]);
  });

  test('AccessPaths of one name on two arrays are refused, both told', async () => {
    const { made, volumes } = await make({
      stretched: [path('storage', 'ap', 'array-1'), path('default', 'ap', 'array-2')],
    });
    expect(JSON.stringify(made)).toContain('access paths of different arrays');
    expect(volumes).toEqual([0, 0]);
  });
});

describe('a publish takes the access path', () => {
  const recordedAs = (name: string | undefined) => () => Promise.resolve(ok(name));
  const silent = () =>
    Promise.resolve<Result<never, Problem>>({
      ok: false,
      problem: { kind: 'kubernetes-unreachable', operation: 'get', detail: 'down' },
    });

  async function publish(
    deps: Partial<Parameters<typeof publishVolume>[0]>,
    context: Readonly<Record<string, string>> = {},
  ) {
    const array = twoPaths();
    const arrays = directoryOf(array);
    await createVolume({ arrays })(requestFor({ name: 'pvc-1' }), never);
    const request = { nodeId: nodeIdOf('node-1'), capability: readWriteOnce(), readOnly: false };
    const published = await publishVolume({ arrays, ...deps })(
      { ...request, volumeId: 'csi-iscsi-vid-pvc-1', context, credentials: undefined },
      never,
    );
    return { published, through: array.state.volumes.get('pvc-1')?.accessPath };
  }

  const names = called({ stretched: [path('storage', 'ap-2')], ap: [path('storage', 'ap-2')] });

  test("of a vendor's volume by what its StorageClass called it", async () => {
    expect((await publish({ names }, { accessPaths: 'stretched' })).through).toBe('ap-2');
  });

  test('of our own context as it stands there, whatever objects are called today', async () => {
    expect((await publish({ names }, { 'twinsite/v': '1', accessPaths: 'ap' })).through).toBe('ap');
  });

  test('of the record, when the context names none; a recorded path that is gone is no hint', async () => {
    expect((await publish({ recordedPath: recordedAs('ap-2'), defaultAccessPath: 'ap' })).through).toBe(
      'ap-2',
    );
    expect((await publish({ recordedPath: recordedAs('gone'), defaultAccessPath: 'ap' })).through).toBe('ap');
  });

  test('of the default when the record cannot be read, and says so without a default', async () => {
    expect((await publish({ recordedPath: silent, defaultAccessPath: 'ap-2' })).through).toBe('ap-2');
    expect((await publish({ recordedPath: silent })).published).toMatchObject({
      problem: { kind: 'kubernetes-unreachable' },
    });
    expect((await publish({ recordedPath: silent }, { accessPaths: 'ap' })).through).toBe('ap');
  });
});
