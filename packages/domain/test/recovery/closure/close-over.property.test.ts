import {
  canonicalJson,
  closeOver,
  formatRef,
  never,
  ok,
  refOf,
  type ClusterObject,
  type ObjectRef,
} from '@twinsite/domain';
import { expectOk } from '@twinsite/domain/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const objectOf = (name: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'x' },
});
const ref = (name: string): ObjectRef => refOf(objectOf(name));

/** Who names whom; some of the named are not there. */
const graphs = fc.record({
  names: fc.dictionary(fc.constantFrom(...NAMES), fc.uniqueArray(fc.constantFrom(...NAMES))),
  there: fc.uniqueArray(fc.constantFrom(...NAMES)),
  roots: fc.uniqueArray(fc.constantFrom(...NAMES)),
});
type Graph = typeof graphs extends fc.Arbitrary<infer T> ? T : never;

const close = async ({ names, there, roots }: Graph) =>
  expectOk(
    await closeOver(
      {
        group: 'g',
        cluster: 'site-a',
        roots: roots
          .filter((name) => there.includes(name))
          .map((name) => ({ object: objectOf(name), reason: 'root' })),
        references: ({ metadata }) =>
          (names[metadata.name] ?? []).map((name) => ({ to: ref(name), reason: 'names it', required: true })),
      },
      {
        find: ({ name }) => Promise.resolve(ok(there.includes(name) ? objectOf(name) : undefined)),
      },
      never,
    ),
    'close',
  );

function reachable({ names, there, roots }: Graph): ReadonlySet<string> {
  const reached = new Set(roots.filter((name) => there.includes(name)));
  for (const name of reached)
    for (const next of names[name] ?? []) if (there.includes(next)) reached.add(next);
  return reached;
}

test('the closure is exactly what can be reached, cycles and all', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const set = await close(graph);
      expect(set.objects.map(({ object }) => object.metadata.name)).toEqual([...reachable(graph)].sort());
    }),
  );
});

test('what is named and not there is never left out in silence', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const { gaps } = await close(graph);
      const missing = [...reachable(graph)].flatMap((name) =>
        (graph.names[name] ?? [])
          .filter((next) => !graph.there.includes(next))
          .map((next) => `${name} ${next}`),
      );
      expect(gaps.map(({ from, to }) => `${from.name} ${to.name}`)).toEqual(missing.sort());
    }),
  );
});

test('it has one text, in whatever order its roots and references came', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const names = Object.fromEntries(
        Object.entries(graph.names).map(([name, list]) => [name, list.toReversed()]),
      );
      const other = await close({ ...graph, names, roots: graph.roots.toReversed() });
      expect(canonicalJson(other)).toBe(canonicalJson(await close(graph)));
    }),
  );
});

test('every edge ends at an object of the set', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const { objects, edges } = await close(graph);
      const keys = new Set(objects.map(({ object }) => formatRef(refOf(object))));
      expect(edges.filter(({ to }) => !keys.has(formatRef(to)))).toEqual([]);
    }),
  );
});
