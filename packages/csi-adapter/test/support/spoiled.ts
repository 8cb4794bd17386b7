import { ok } from '@twinsite/domain';
import { describe, expect, test, vi } from 'vitest';
import type { CsiClient } from '../../src/index.js';
import { openPorch, refusal } from './porch.js';
import { controllerUseCases, nodeUseCases } from './use-cases.js';

/** A request with one thing wrong. */
export interface Spoiled {
  readonly what: string;
  readonly call: (client: CsiClient) => Promise<unknown>;
  /** Parts the message must have: the field, and what helps. */
  readonly says: readonly string[];
}

export const long = (bytes: number): string => 'x'.repeat(bytes);

export function describeSpoiled(cases: readonly Spoiled[]): void {
  describe('a malformed request is INVALID_ARGUMENT, names the field and goes no further', () => {
    test.each(cases)('$what', async ({ call, says }) => {
      const inside = vi.fn(() => Promise.resolve(ok(undefined as never)));
      const spied = <T extends object>(useCases: T): T =>
        Object.fromEntries(Object.keys(useCases).map((name) => [name, inside])) as T;
      const { client } = await openPorch({
        controller: spied(controllerUseCases()),
        node: spied(nodeUseCases()),
      });
      const error = await refusal(call(client));
      expect(error.status).toBe('INVALID_ARGUMENT');
      for (const part of says) expect(error.details).toContain(part);
      expect(inside).not.toHaveBeenCalled();
    });
  });
}
