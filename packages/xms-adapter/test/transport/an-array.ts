import { bytes, DEFAULT_IDENTITY_RULE, GIB, parseVolumeName, siteMapOf } from '@twinsite/domain';
import type {
  ArrayCredentials,
  Clock,
  NewVolume,
  Problem,
  Result,
  StorageArray,
  VolumeName,
} from '@twinsite/domain';
import { createArrayDirectory, type ArrayTraits, type XmsArrayDirectory } from '../../src/index.js';
import type { XmsCallLog } from '../../src/index.js';
import type { XmsTimings } from '../../src/index.js';

export const PASSWORD = 'p4ss"word\\canary';

export interface ArrayChoices {
  readonly credentials?: ArrayCredentials;
  readonly timings?: Partial<XmsTimings>;
  readonly clock?: Clock;
  readonly onCall?: XmsCallLog;
}

export const traits: ArrayTraits = {
  siteMap: siteMapOf(new Map([['gw-a', 'a'] as const, ['gw-b', 'b'] as const])),
  identityRule: DEFAULT_IDENTITY_RULE,
  fence: { removalDrains: false, waitMs: 0 },
};

export const quick: Partial<XmsTimings> = { connectMs: 200, replyMs: 300, pollMs: 5, maxPollMs: 20 };

/** A directory of one array, and that array. */
export function anArray(
  managers: readonly string[],
  choices: ArrayChoices = {},
): { readonly directory: XmsArrayDirectory; readonly array: StorageArray } {
  const { credentials = { kind: 'password', user: 'csi', password: PASSWORD }, timings, ...rest } = choices;
  const directory = expectOk(
    createArrayDirectory({
      arrays: [{ ...traits, name: 'array-1', managers, credentials }],
      timings: { ...quick, ...timings },
      ...rest,
    }),
  );
  const [array] = directory.listed();
  if (array === undefined) throw new Error('no array listed');
  return { directory, array };
}

export function expectOk<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`expected success, got ${JSON.stringify(result.problem)}`);
  return result.value;
}

export function expectProblem<K extends Problem['kind'], T>(
  result: Result<T, Problem>,
  kind: K,
): Extract<Problem, { kind: K }> {
  if (result.ok) throw new Error(`expected ${kind}, got success`);
  if (result.problem.kind !== kind)
    throw new Error(`expected ${kind}, got ${JSON.stringify(result.problem)}`);
  return result.problem as Extract<Problem, { kind: K }>;
}

export function volumeName(text: string): VolumeName {
  return expectOk(parseVolumeName(text, 'name'));
}

/** Waits for something another party does, by looking; fails after five seconds. */
export async function eventually(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never became true: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function aNewVolume(name: string): NewVolume {
  const pool = { id: '1', name: 'pool-a', poolName: '', status: 'active', stretched: true };
  return {
    name: volumeName(name),
    pool: { ...pool, free: undefined, total: undefined },
    size: bytes(GIB),
    description: 'made by a test',
  };
}
