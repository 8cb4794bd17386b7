import { ok, type Problem, type Result } from '@twinsite/domain';
import { expect, it } from 'vitest';
import { sourceChanged } from '../src/actions/source-changes.js';

/** An API server that tells its kinds when `told` is called, as a slow one does. */
function slowSource(signal: AbortSignal) {
  let told: () => void = () => undefined;
  const kinds = new Promise<Result<[], Problem>>((done) => {
    told = () => done(ok([]));
  });
  const never = (): never => {
    throw new Error('it has no kinds');
  };
  const source = { objects: { kinds: () => kinds, list: never }, watch: { watch: never } };
  return { session: { source, group: { namespaces: ['shop'] }, signal }, told: () => told() };
}

it('a watch is not deaf to an interrupt, or to the next full pass, that comes while the kinds are asked for', async () => {
  const interrupt = new AbortController();
  const { session, told } = slowSource(interrupt.signal);
  const changed = sourceChanged(session, 60_000);
  interrupt.abort();
  told();
  await expect(changed).resolves.toBe('a full pass is due');
}, 5000);
