import fc from 'fast-check';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { anNfsNode, second, staging, target } from './nfs-node.js';

const call = fc.record({
  op: fc.constantFrom(
    'stage',
    'publish',
    'publish again',
    'unpublish',
    'unpublish again',
    'unstage',
    'silence',
    'restore',
  ),
  /** kill -9 at the n-th call of a port, before or after its effect; beyond the last one: none. */
  death: fc.record({ call: fc.integer({ min: 1, max: 6 }), when: fc.constantFrom('before', 'after') }),
});

test('whatever is called, silenced and killed: no mount is doubled, and in the end nothing is left (H8, H24)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
      const node = anNfsNode();
      const run = async (op: string, through = node.ports): Promise<unknown> => {
        if (op === 'silence') return node.servers.silent.add('10.0.0.1');
        if (op === 'restore') return node.servers.silent.delete('10.0.0.1');
        if (op === 'stage') return node.stage({}, through);
        if (op === 'unstage') return node.unstage(through);
        const path = op.endsWith('again') ? second : target;
        return op.startsWith('publish')
          ? node.publish({ targetPath: path }, through)
          : node.unpublish(path, through);
      };
      for (const { op, death } of calls) {
        await run(op, crashAt(node.ports, death)).catch((error: unknown) =>
          expect(error).toBeInstanceOf(Crash),
        );
        const mounted = node.host.state.mounts.map(({ path }) => path);
        expect(mounted, `after ${op}`).toEqual([...new Set(mounted)]);
      }
      await run('restore');
      node.host.reboot();
      for (const op of ['unpublish', 'unpublish again', 'unstage'])
        expect(await run(op), op).toMatchObject({ ok: true });
      expect(node.host.leftovers().filter((line) => line !== `directory ${staging}`)).toEqual([]);
      expect(await node.stage()).toMatchObject({ ok: true });
      expect(node.host.state.mounts.map(({ path }) => path)).toEqual([staging]);
    }),
  );
});
