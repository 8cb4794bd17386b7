import { describe, expect, it } from 'vitest';
import { expectSoon } from '../src/testing/check.js';

/** A map that the host's own tools hold open for the first `moments` looks. */
function heldFor(moments: number): () => Promise<readonly string[]> {
  let looks = 0;
  return () => {
    looks += 1;
    return Promise.resolve(looks <= moments ? ['1 open file descriptors'] : []);
  };
}

describe('a look that others may disturb', () => {
  it('passes once the disturbance is over', async () => {
    await expect(expectSoon(heldFor(3), [], 'users')).resolves.toBeUndefined();
  });

  it('fails with what was seen when it stays', async () => {
    await expect(expectSoon(heldFor(1000), [], 'users')).rejects.toThrow(
      'users: expected [], got ["1 open file descriptors"]',
    );
  });
});
