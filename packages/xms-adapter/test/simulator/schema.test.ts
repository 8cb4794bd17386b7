import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/simulator/routes/all-routes.js';
import { readDefinitions } from '../../src/simulator/schema/read-notation.js';
import { validateObject, validateReply } from '../../src/simulator/schema/validate.js';
import { declaredSchema, xmsSchema } from '../../src/simulator/schema/xms-schema.js';
import { specDifferences } from './support/spec-differences.js';
import { specSample } from './support/spec-sample.js';

/** XMS_SPEC_JSON names the whole swagger, converted to JSON; without it a small sample stands in. */
function spec(): Record<string, unknown> {
  const file = process.env['XMS_SPEC_JSON'];
  return file === undefined
    ? specSample
    : (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
}

describe('the schema', () => {
  it('has the same fields, types, queries, bodies and replies as the swagger', () => {
    expect(specDifferences(declaredSchema, spec())).toEqual([]);
  });

  it('would be caught telling something else', () => {
    const changed = readDefinitions('Target = board:int create:time host:Host_Nestview id iqn! colour');
    const differences = specDifferences({ definitions: changed, operations: new Map() }, specSample);
    expect(differences).toContain('Target: only here: colour:string');
    expect(differences).toContain('Target: only here: id:string');
    expect(differences).toContain('Target: only in the spec: iqn:string');
    expect(differences).toContain('Target: only in the spec: port:int');
  });

  it('names only objects it defines', () => {
    const shapes = [...xmsSchema.definitions.values()].flatMap((fields) => [...fields.values()]);
    const named = shapes.flatMap(({ shape }) => {
      const inner = shape.kind === 'list' ? shape.of : shape;
      return inner.kind === 'object' ? [inner.name] : [];
    });
    const inOperations = [...xmsSchema.operations.values()].flatMap(({ request, replies }) => [
      ...(request === undefined ? [] : [request]),
      ...[...replies.values()].filter((name) => name !== undefined),
    ]);
    const unknown = [...named, ...inOperations].filter((name) => !xmsSchema.definitions.has(name));
    expect(unknown).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });

  it('knows every operation the simulator has', () => {
    expect(Object.keys(allRoutes).filter((key) => !xmsSchema.operations.has(key))).toEqual([]);
    expect(Object.keys(allRoutes).length).toBeGreaterThan(50);
  });
});

describe('validation', () => {
  const schema = {
    definitions: readDefinitions(
      'Box = id!:int when:time tags:[string] inner:Inner ok:bool ratio:num any:any\nInner = name!',
    ),
    operations: new Map(),
  };

  it.each([
    [{ id: 1 }, []],
    [
      {
        id: 1,
        when: '2026-01-02T03:04:05.678Z',
        tags: ['a'],
        inner: { name: 'n' },
        ok: true,
        ratio: 0.5,
        any: [{}],
      },
      [],
    ],
    [{}, ['id: is required']],
    [{ id: 1.5 }, ['id: must be int, is 1.5']],
    [{ id: 1, when: 'yesterday' }, ['when: must be time, is "yesterday"']],
    [{ id: 1, tags: ['a', 2] }, ['tags[1]: must be string, is 2']],
    [{ id: 1, inner: {} }, ['inner.name: is required']],
    [{ id: 1, inner: [] }, ['inner: must be an object']],
    [{ id: 1, ok: null }, ['ok: must be bool, is null']],
    [{ id: 1, more: 1 }, ['more: is not declared']],
    [[], ['body: must be an object']],
  ])('of %j finds %j', (value, problems) => {
    expect(validateObject(schema, 'Box', value)).toEqual(problems);
  });

  it('lets a reply carry paging, and checks that too', () => {
    const paging = { count: 0, limit: 1, offset: 0, total_count: 0 };
    expect(validateReply(xmsSchema, 'LunsResp', { luns: [], paging })).toEqual([]);
    expect(validateReply(xmsSchema, 'LunsResp', { luns: [], paging: { pages: 1 } })).toEqual([
      'paging.pages: is not declared',
    ]);
  });
});
