import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeArray } from '@twinsite/domain/testing';
import { cluster, provision } from './recorded-cluster.js';

async function become({ records, recordOf }: ReturnType<typeof cluster>, name: string, state: string) {
  const record = await recordOf(name);
  if (state === 'wrong' && typeof record === 'object') await records.save({ ...record, sn: 'x' });
  if (state === 'unreadable' || state === 'foreign') records.put(name, state);
  if (state === 'none') await records.remove(name);
}

test('whatever is there before, one pass leaves one right record for each volume and no other of ours', async () => {
  const state = fc.constantFrom('none', 'unreadable', 'foreign', 'wrong', 'right');
  const entry = fc.record({ state, hasPv: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
      const made = cluster(new FakeArray());
      for (const [index, { state: before, hasPv }] of entries.entries()) {
        const name = `pvc-${index}`;
        await provision(made, name);
        await made.pass();
        await become(made, name, before);
        if (!hasPv) made.volumes.remove(name);
      }
      await made.pass('thorough');
      for (const [index, { state: before, hasPv }] of entries.entries()) {
        const left = await made.recordOf(`pvc-${index}`);
        if (before === 'foreign') expect(left).toBe('foreign');
        else if (!hasPv) expect(left).toBe('none');
        else expect(left).toMatchObject({ volumeName: `pvc-${index}`, clusterId: 'site-one' });
        if (typeof left === 'object') expect(left.sn).not.toBe('x');
      }
      expect(await made.pass('thorough'), 'a second pass changes nothing').toMatchObject({
        saved: [],
        removed: [],
      });
    }),
    { numRuns: 100 },
  );
});
